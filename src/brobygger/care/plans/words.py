"""What this room says in words: why something cannot be done, and the parts of a plan by name."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger import standard
from brobygger.care.plans.models import Goal, Plan
from brobygger.care.plans.rules import PlanRefused
from brobygger.ground import dates
from brobygger.ground.languages import present_language
from brobygger.records.consents import words as consent_words
from brobygger.records.letters.refusals import why
from brobygger.records.letters.rules import LetterRefused
from brobygger.standard import offer_words


def named(items: Iterable[Any], wanted: str) -> str:
    """The name of one thing in a list of the standard file, in the language of the page."""
    language = present_language()
    return next((item.name.in_(language) for item in items if item.id == wanted), wanted)


def kind(kind_of_treatment: str) -> str:
    """A kind of treatment in words."""
    return named(standard.load().kinds_of_treatment, kind_of_treatment)


def before_start(kinds: Iterable[str], line: str) -> list[str]:
    """What must be so before each of these kinds begins, a line for each that asks for something."""
    known, language = standard.load(), present_language()
    asking = [(kind, offer_words.before_start(known, kind, line)) for kind in known.kinds_of_treatment]
    return [
        f"{kind.name.in_(language)}. {words.in_(language)}" for kind, words in asking if words and kind.id in set(kinds)
    ]


def partners(ids: Iterable[str], on: datetime) -> list[str]:
    """Partners by the names that they had on the day of what is told."""
    return [consent_words.partner(partner, on) for partner in ids]


def refusal(refused: PlanRefused) -> str:
    """Why something cannot be done, and what to do instead."""
    detail = {name: _day(value) for name, value in refused.facts.items() if name != "keys"}
    sentences = {
        "no-decision": _("Treatment cannot start yet: there is no decision. Take the case to visitation first."),
        "not-granted": _("The decision does not grant this treatment."),
        "before-decision": _("Treatment begins after the decision, which was made on %(decided_on)s."),
        "doctor-consent": _(
            "The citizen has not said yes to cooperation with the own doctor. Ask, and note the answer under Consents."
        ),
        "doctor-unknown": _("The own doctor is not known. Write the doctor's name under Citizen."),
        "not-started": _(
            "Treatment has not started, so it cannot be ended. If it will not come about, close the case."
        ),
        "before-start": _("Treatment started on %(started_on)s; it ends that day or later."),
        "before-last": _("You last held a talk about the plan on %(held_on)s; the treatment ends that day or later."),
        "no-plan": _("There is no plan yet. Agree on one first."),
        "ended": _(
            "The treatment has ended. Treatment to prevent relapse can be started on the page about the time after."
        ),
        "not-elsewhere": _("No treatment at another provider is running."),
        "before-stay": _("Treatment there began on %(since)s; this was before."),
        "not-ended": _("The treatment has not ended."),
        "no-consent": _("The citizen has not said yes to being contacted after the end."),
        "before-end": _("The treatment ended on %(ended_on)s; this was before."),
        "held-already": _("This follow-up is held already."),
        "goal-before-plan": _("A goal is to be reached after the plan was agreed."),
        "goals": _("Answer for every goal and sub-goal."),
        "agreed-meanwhile": _(
            "A version of the plan has been agreed since you opened this page. See it first. What you have written is "
            "kept; lock it again if it is to be the next version."
        ),
        "held-meanwhile": _(
            "A follow-up talk has been written since you opened this page. See it first. What you have written is "
            "kept; finish it again if it is another talk."
        ),
        "failed-letter": _("A letter could not be sent, so the citizen has not been told. Send it again first."),
        "not-yours": _("The counsellor who has the case, or the manager, takes the end back."),
        "no-reason": _("Write what was wrong."),
        "nothing-ended": _("There is no end to take back."),
        "followed-up": _(
            "The citizen has been followed up after the end. "
            "Begin treatment to prevent relapse if help is needed again."
        ),
        "open-deadlines": _("We still owe the citizen something. Write why the case is closed all the same."),
    }  # fmt: skip
    text = sentences.get(refused.code, _("This cannot be done as the case stands."))
    return text % detail if detail else text


def letter_refusal(refused: LetterRefused) -> str:
    """Why a letter cannot be made."""
    if refused.code == "no-address":
        return _("The letter has nowhere to go: write the citizen's address under Citizen.")
    if refused.code == "signs":
        return why(refused)
    return _("The letter could not be made. Look through what is written in it.")


def _day(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return dates.dated(value)
    return value


def plan_parts() -> dict[str, str]:
    """The parts of a plan by name, in the order they are read."""
    return {
        "aim_kind": _("Working towards"),
        "aim": _("Overall aim"),
        "own_words": _("In the citizen's own words"),
        "effort": _("What we will do"),
        "duration": _("For how long"),
        "services": _("Offers and services"),
        "methods": _("Methods"),
        "partners": _("Partners"),
        "partner_work": _("What they do"),
        "family": _("Family and others who are close"),
        "family_involvement": _("How far they are involved"),
        "family_agreement": _("What we agreed about it"),
        "housing": _("Housing"),
        "employment": _("Work, education or income"),
        "other_treatment": _("Other treatment and health"),
        "aids": _("Aids and practical help"),
        "evaluation": _("How often we look at it together"),
    }


def plan_words(plan: Plan) -> dict[str, str]:
    """A plan's parts as they are read."""
    known = standard.load()
    told = {name: getattr(plan, name) for name in plan_parts() if hasattr(plan, name)}
    return {
        **told,
        "aim_kind": named(known.goals, plan.aim_kind),
        "duration": weeks(plan.duration_weeks),
        "partners": ", ".join(partners(plan.partners, plan.agreed_at)),
        "family_involvement": str(plan.get_family_involvement_display()),
        "evaluation": every_weeks(plan.evaluation_weeks),
    }


def weeks(count: int) -> str:
    """ "16 uger"."""
    return ngettext("%(count)s week", "%(count)s weeks", count) % {"count": count}


def every_weeks(count: int) -> str:
    """ "hver 8. uge"."""
    return _("Every week") if count == 1 else _("Every %(count)s weeks") % {"count": count}


def smart_parts() -> dict[str, str]:
    """The five parts of a goal by name."""
    return {
        "specific": _("What is to happen"),
        "measurable": _("How we see it"),
        "accepted": _("Why the citizen wants it"),
        "realistic": _("What makes it possible"),
        "due_on": _("When"),
    }


def goal_words(goal: Goal) -> dict[str, str]:
    """A goal's five parts as they are read."""
    told = {name: str(getattr(goal, name)) for name in smart_parts()}
    return {**told, "due_on": str(_day(goal.due_on))}
