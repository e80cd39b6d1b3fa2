"""The sentence for everything that can be lacking, said beside its field."""

from collections.abc import Iterable

from django.forms import BaseForm
from django.utils.functional import Promise, lazy
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brobygger import standard
from brobygger.care.visitation import rules
from brobygger.care.visitation.rules import Problem
from brobygger.care.visitation.services.common import NotReady
from brobygger.ground.attempts import Saying, Teller
from brobygger.ground.languages import present_language
from brobygger.standard.offer_words import of_kind

ONE_WORD = "behandling"


def meets(*, either: bool = False) -> str:
    """What a treatment meeting must decide, in a sentence: "dag- og døgnbehandling"; empty where it is nothing."""
    language = present_language()
    kinds = [kind.name.in_(language).lower() for kind in map(rules.kind, rules.at_meeting()) if kind]
    if language == "da" and len(kinds) > 1 and all(kind.endswith(ONE_WORD) and kind != ONE_WORD for kind in kinds):
        kinds = [*(kind.removesuffix(ONE_WORD) + "-" for kind in kinds[:-1]), kinds[-1]]
    if len(kinds) < 2:
        return "".join(kinds)
    return " ".join((", ".join(kinds[:-1]), gettext("or") if either else gettext("and"), kinds[-1]))


def offer_words(line: str) -> dict[str, list[str]]:
    """How long each kind usually lasts, and what must be so before it begins, by the kind's id."""
    known, language = standard.load(), present_language()
    return {kind.id: [words.in_(language) for words in of_kind(known, kind, line)] for kind in known.kinds_of_treatment}


def _needs_meeting() -> str:
    words = gettext("%(kinds)s are decided at the treatment meeting. Put the case on a meeting.")
    return str(capfirst(words % {"kinds": meets()}))


SENTENCES: dict[tuple[str, str], Promise | str] = {
    # The decision
    ("recorded_later", "missing"): _("Say on which day it was decided."),
    ("recorded_later", "before-assessment"): _(
        "The assessment was not finished at the meeting, so the meeting cannot have decided. Choose today."
    ),
    ("recorded_later", "before-hearing"): _(
        "At the meeting the citizen could still answer the hearing, so it cannot have been decided there. Choose today."
    ),
    ("recorded_later", "before-last"): _("A decision has been made after the meeting. Choose today."),
    ("recorded_later", "before-appeal"): _(
        "The meeting was before the appeal or the ruling that this answers. Choose today."
    ),
    ("choice", "missing"): _("Choose what is decided."),
    ("choice", "needs-meeting"): lazy(_needs_meeting, str)(),
    ("weeks", "missing"): _("Write how many weeks."),
    ("weeks", "out-of-range"): _("Write a number of weeks from 1 to 104."),
    ("start_on", "missing"): _("Write the day when the treatment begins."),
    ("start_on", "before-contact"): _("Treatment cannot begin before the citizen made contact."),
    ("start_on", "past"): _(
        "The day has passed, and no start is registered. Write the day when the treatment is to begin."
    ),
    ("place", "missing"): _("Write where the citizen is to stay."),
    ("exhausted", "missing"): _("Write why ambulatory treatment is not enough."),
    ("budget_on", "missing"): _("Write the day when the budget was made with the citizen."),
    ("own_payment", "missing"): _("Write what the citizen is to pay a month. Write 0 when it is nothing."),
    ("own_payment", "out-of-range"): _("Write an amount in whole kroner, 0 or more."),
    ("assessment", "missing"): _(
        "The assessment is not finished. A decision must rest on it. If it cannot be finished in time, "
        "write why in the assessment: then treatment can be granted on what is known."
    ),
    ("heard", "missing"): _("Make sure that the citizen has seen the facts and been heard, and tick it off."),
    ("appeal_guidance", "missing"): _("The letter lacks guidance on appeals."),
    ("appeal_guidance", "wrong"): _("The letter's guidance on appeals belongs to another kind of treatment."),
    ("wish_met", "missing"): _("Choose what became of the citizen's wish."),
    ("wish", "missing"): _("Write what the citizen wishes, and how it is met."),
    ("wish_met", "refused"): _("A refusal does not follow the wish. Choose what is so."),
    ("wish", "contradicts"): _("The letter says that the wish is followed, but you have chosen that it is not."),
    ("choice_limited", "not-alcohol"): _("The choice cannot be limited in alcohol treatment."),
    ("choice_limit_reason", "missing"): _("Write why regard for the citizen speaks against another provider."),
    ("legal_basis", "missing"): _("The letter lacks the paragraph that the decision rests on."),
    ("reasons", "missing"): _(
        "The citizen does not get all that was asked for, so the law requires reasons: write the main ones."
    ),
    ("facts", "missing"): _(
        "Write the facts that weighed most. The law requires it when the answer is not a full yes."
    ),
    ("hearing_kind", "owed"): _("The citizen must be heard before a no. Open a hearing, or say why it is not needed."),
    ("choice", "ruled"): _(
        "Ankestyrelsen has changed the decision: it is to be carried out. A refusal is no answer to that."
    ),
    ("hearing_kind", "running"): _("The citizen still has time to answer the hearing. Postpone, or note the answer."),
    ("hearing_kind", "not-sent"): _(
        "The hearing has not reached the citizen: its letter has not been sent. See its way under Letters."
    ),
    ("hearing_reason", "missing"): _("Write why, as it will stand in the letter."),
    ("missing", "missing"): _("Write what is missing."),
    ("postpone_to", "missing"): _("Choose the meeting where the case is taken again."),
    ("postpone_to", "earlier"): _("Choose a later meeting than this one."),
    ("", "done"): _("The case has been decided or postponed meanwhile."),
    ("", "made"): _("The decision has been made already. It can only be changed by a new decision."),
    # The recommendation
    ("kind_of_treatment", "missing"): _("Choose what is recommended."),
    ("text", "missing"): _("Write it down."),
    ("own_words", "missing"): _("Write what the citizen says, in the citizen's own words."),
    ("recommendation-wish", "missing"): _("Write what the citizen wishes."),
    ("written_on", "missing"): _("Write the day when you wrote it together."),
    ("read_by_citizen", "missing"): _("Go through it with the citizen before you submit it, and tick it off."),
    ("", "submitted"): _("The recommendation has been submitted already."),
    ("", "decided"): _("The recommendation has been decided already."),
    ("", "not-submitted"): _("Submit the recommendation first."),
    ("reason", "missing"): _("Write the reason."),
    ("meeting", "on-agenda"): _("The case is on an agenda already."),
    # Meetings and questions
    ("on", "missing"): _("Write the day."),
    ("starts", "missing"): _("Write when it begins."),
    ("ends", "missing"): _("Write when it ends."),
    ("reply_by", "missing"): _("Write the day to answer by."),
    ("starts_at", "taken"): _("There is a meeting at that time already."),
    ("ends_at", "before-start"): _("The meeting must end after it begins."),
    ("", "meeting-over"): _("The meeting is over, or cancelled already."),
    ("", "meeting-begun"): _("A case has been decided at the meeting. Postpone the others one by one."),
    ("question", "missing"): _("Write the question."),
    ("answer", "missing"): _("Write the answer."),
    ("answer", "answered"): _("It has been answered already."),
    # The hearing
    ("about", "missing"): _("Write what counts against the citizen's wish."),
    ("about", "open"): _("There is an open hearing in the case already."),
    ("reply_by", "past"): _("Choose a day after today, so that there is time to answer."),
    ("reply_by", "too-soon"): _("The letter must have time to arrive, and the citizen to answer. Choose a later day."),
    ("reply_by", "closed"): _("We are closed on that day. Choose a day when somebody can take the answer."),
    # The choice of provider
    ("provider", "missing"): _("Write the name of the provider."),
    ("provider", "no-decision"): _("The citizen must be granted treatment before another provider can be chosen."),
    ("provider", "limited"): _("The decision has limited the choice of provider. A new decision is needed first."),
    ("approved", "not-approved"): _("The provider must be approved."),
    ("similar", "not-similar"): _("The treatment must be of similar character to the one that was granted."),
    ("direct", "drug-through-us"): _("In drug treatment it is the centre that refers to another provider."),
    ("doctor", "missing"): _("Choose one; “not known” is an answer too."),
    ("words", "missing"): _("Write what the place must know."),
    ("agreed", "missing"): _("Go through it with the citizen before it is sent, and tick it off."),
    ("starts_on", "missing"): _("Write the day when the treatment begins there."),
    ("starts_on", "before-choice"): _("It cannot begin there before the citizen chose the place."),
    ("on", "before-choice"): _("The citizen had not chosen the place yet. See whether the day is right."),
    ("", "referred"): _("The referral has been sent already."),
    ("", "accepted"): _("The place has said yes already. Write what is new."),
    ("", "choice-ended"): _("The choice no longer holds: see what has happened since."),
    # Appeals and complaints
    ("", "no-appeal"): _(
        "Decisions on alcohol treatment cannot be appealed. Take it as a complaint about the service."
    ),
    ("", "needs-decision"): _("A decision is changed by a new decision."),
    ("decision", "missing"): _("Choose the decision that is appealed."),
    ("on", "before-decision"): _("The decision had not been made yet. Write when the appeal came."),
    ("decision", "foreign"): _("Choose a decision of this case."),
    ("late_reason", "missing"): _("Write what you found."),
    ("reasons-appeal", "missing"): _("Write the reasons. They stand in the letter to the citizen."),
    ("", "late"): _("The appeal came late: say first whether there are special reasons."),
    ("accepted", "not-late"): _("The appeal came in time."),
    ("", "not-forwarded"): _("The appeal has not been sent on to Ankestyrelsen."),
    ("", "ruled"): _("The ruling has been noted already."),
    ("", "upheld"): _("Ankestyrelsen has upheld the decision: there is nothing to carry out."),
    ("outcome", "missing"): _("Choose what was ruled."),
    ("ruled_on", "missing"): _("Write the date of the ruling."),
    ("ruled_on", "before-forwarding"): _("The appeal had not been sent on yet. See whether the day is right."),
    ("ruled_on", "after-receipt"): _("The ruling cannot be from a later day than the one on which it came."),
    # Letters
    ("", "letter-no-number"): _("The letter cannot be sent: the citizen has no CPR number for Digital Post."),
    ("", "letter-no-address"): _("The letter cannot be sent: there is no address."),
}
FALLBACK = _("This is missing or not right.")


def sentence(problem: Problem, room: str = "") -> Promise | str:
    """The sentence of a problem; `room` picks another wording of the same code, such as "appeal"."""
    for key in ((f"{problem.field}-{room}", problem.code), (f"{room}-{problem.field}", problem.code)):
        if room and key in SENTENCES:
            return SENTENCES[key]
    return SENTENCES.get((problem.field, problem.code), FALLBACK)


def add_problems(form: BaseForm, problems: Iterable[Problem], room: str = "") -> None:
    """Put each problem's sentence beside its field, or over the form when it belongs to none."""
    for problem in problems:
        field = problem.field if problem.field in form.fields else None
        if field is None or field not in form.errors:
            form.add_error(field, str(sentence(problem, room)))


def problems_in(room: str) -> Teller:
    """How a refusal is told in a room: each thing beside its field, and one thing for each field."""

    def tell(refused: NotReady, form: BaseForm | None) -> Iterable[Saying]:
        lacking: dict[str | None, str] = {}
        above = []
        for problem in refused.problems:
            if form is None or problem.field not in form.fields:
                above.append((None, str(sentence(problem, room))))
            elif problem.field not in form.errors:
                lacking.setdefault(problem.field, str(sentence(problem, room)))
        return [*lacking.items(), *above]

    return tell
