"""What an event's facts add to its heading: the one detail that matters, and another heading where they change it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from brobygger import standard
from brobygger.records.episodes import attempts
from brobygger.trust import clock

Facts = Mapping[str, Any]


def details_of(kind: str, facts: Facts) -> str:
    """The detail in words, or nothing. Facts are codes; words come from the standard file and the catalogue."""
    writer = _WRITERS.get(kind)
    return writer(facts) if writer else ""


def heading_of(kind: str, facts: Facts) -> str:
    """Another heading than the standard file's, where the facts tell of something else; usually nothing."""
    if kind == "consent.withdrawn" and facts.get("refused"):
        return _("Consent not given")
    if kind == "case.handed-over" and facts.get("first"):
        return pgettext("case taken", "%(name)s is the counsellor") % {"name": facts.get("to_name") or "–"}
    return ""


def named(name: str, identifier: Any) -> str:
    """The name of something that the standard file lists ("partners", "ending_reasons" …), else the code itself."""
    for item in getattr(standard.load(), name):
        if item.id == identifier:
            return str(item.name.in_(get_language() or "da"))
    return str(identifier or "")


def _agreed(facts: Facts) -> str:
    """What the appointment is for, and when: "første samtale, onsdag 5. april kl. 10.15"."""
    what = {"first-talk": _("first talk")}.get(str(facts.get("what")), "")
    when = when_words(datetime.fromisoformat(str(facts["at"]))) if facts.get("at") else ""
    return ", ".join(part for part in (what, when) if part)


def when_words(moment: datetime) -> str:
    """The day and hour of an appointment: "onsdag 5. april kl. 10.15"."""
    at = moment.astimezone(clock.DENMARK)
    day = standard.day_words(at.date(), year=at.year != clock.today().year).in_(get_language() or "da")
    time = _("%(hour)s:%(minute)02d") % {"hour": at.hour, "minute": at.minute}
    return _("%(day)s at %(time)s") % {"day": day, "time": time}


def _not_reached(facts: Facts) -> str:
    told = attempts.how_words().get(str(facts.get("how")), "")
    return ", ".join(part for part in (_month(facts), told) if part)


def _kind(facts: Facts) -> str:
    return named("kinds_of_treatment", facts.get("kind_of_treatment")).lower()


def _decision(facts: Facts) -> str:
    return " · ".join(
        part for part in (_decided(facts), _("written down later") if facts.get("recorded_later") else "") if part
    )


def _decided(facts: Facts) -> str:
    outcome, also = facts.get("outcome"), facts.get("also") or ()
    if outcome == "refused":
        return _("refused")
    kinds = [kind for kind in (facts.get("kind_of_treatment"), *also) if kind]
    names = [named("kinds_of_treatment", kind).lower() for kind in kinds]
    words = _("%(kind)s granted in part") if outcome == "partly" else _("%(kind)s granted")
    return words % {"kind": in_a_row(names)} if names else ""


def in_a_row(words: Sequence[str]) -> str:
    """Several things in one sentence: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def _consent(facts: Facts) -> str:
    if facts.get("purpose") == "follow-up":
        return _("follow-up after the treatment")
    if facts.get("purpose") == "conference":
        return _("the joint conference with psychiatry")
    return named("partners", facts.get("partner"))


def _ending(facts: Facts) -> str:
    return named("ending_reasons", facts.get("reason")).lower()


def _change(facts: Facts) -> str:
    return named("important_changes", facts.get("kind")).lower()


def _letter(facts: Facts) -> str:
    language = get_language() or "da"
    kind = _letter_kinds(language).get(str(facts.get("letter")), "")
    means = _means(language).get(str(facts.get("means")), "")
    return " · ".join(part for part in (kind, means) if part)


# A journal names the same few again and again: they are put into words once for each language.
@cache
def _means(_language: str) -> Mapping[str, str]:
    return {
        "digital-post": _("Digital Post"),
        "physical": _("physical mail"),
        "secure-mail": _("secure mail"),
        "in-person": _("handed over in person"),
    }


@cache
def _letter_kinds(_language: str) -> Mapping[str, str]:
    return {
        "decision": _("decision"),
        "hearing": _("hearing"),
        "reassessment": _("reassessment"),
        "forwarding": _("forwarding to Ankestyrelsen"),
        "referral": _("referral to the chosen provider"),
        "enrolment-notice": _("enrolment notice, which is not a notification"),
        "notification": _("child-welfare notification"),
        "closing-status": _("closing status"),
        "discharge-letter": _("discharge letter"),
        "appointment": _("appointment"),
        "plan": _("the plan"),
        "consent-declaration": _("declaration of consent to sign"),
        "case-papers": _("the papers of the case"),
        "complaint-answer": _("answer to a complaint about the service"),
        "other": _("another letter"),
    }


def _inquiry(facts: Facts) -> str:
    channels = {
        "phone": _("by phone"),
        "in-person": _("in person"),
        "open-counselling": _("open counselling"),
        "letter": _("by letter"),
        "web": _("on the web"),
        "authority": _("through another authority"),
        "outreach": _("met by the local team"),
    }
    return channels.get(str(facts.get("channel")), "")


def _handed_over(facts: Facts) -> str:
    if not facts.get("to_name") or facts.get("first"):
        return ""
    return _("to %(name)s") % {"name": facts["to_name"]}


def _referred(facts: Facts) -> str:
    places = {
        "psychologist": _("to the psychologist"),
        "psychiatry": _("to the doctor, for psychiatry"),
        "health-clinic": _("to the health clinic"),
        "provider": _("to another provider"),
    }
    return places.get(str(facts.get("to")), "")


def _plan(facts: Facts) -> str:
    return _("version %(number)s") % {"number": facts["version"]} if facts.get("version") else ""


def _provider(facts: Facts) -> str:
    return str(facts.get("provider") or "")


def _answered(facts: Facts) -> str:
    name = str(facts.get("instrument") or "").upper()
    score = str(facts.get("score", ""))
    if not score.isdecimal():
        return name
    points = ngettext("%(num)s point", "%(num)s points", int(score)) % {"num": score}
    return f"{name} · {points}"


def _month(facts: Facts) -> str:
    months = {"1": _("after one month"), "6": _("after six months")}
    return months.get(str(facts.get("month")), "")


def _reassessed(facts: Facts) -> str:
    outcomes = {
        "upheld": pgettext("reassessment", "upheld"),
        "changed": pgettext("reassessment", "changed"),
        "partly-changed": pgettext("reassessment", "changed in part"),
        # As it was written down until the vocabulary knew the outcome by the name above.
        "partly": pgettext("reassessment", "changed in part"),
        "too-late": pgettext("reassessment", "dismissed, since it came too late"),
    }
    return outcomes.get(str(facts.get("outcome")), "")


def _ruled(facts: Facts) -> str:
    outcomes = {
        "upheld": pgettext("ruling", "our decision stands"),
        "changed": pgettext("ruling", "our decision is changed"),
        "sent-back": pgettext("ruling", "sent back to be decided anew"),
    }
    return outcomes.get(str(facts.get("outcome")), "")


_WRITERS: Mapping[str, Callable[[Facts], str]] = {
    "inquiry.received": _inquiry,
    "appointment.agreed": _agreed,
    "first-talk.not-reached": _not_reached,
    "follow-up.not-reached": _not_reached,
    "after-follow-up.not-reached": _not_reached,
    "decision.made": _decision,
    "recommendation.submitted": _kind,
    "treatment.started": _kind,
    "relapse-prevention.started": _kind,
    "provider.chosen": _provider,
    "provider.referred": _provider,
    "provider.accepted": _provider,
    "provider.declined": _provider,
    "provider.given-up": _provider,
    "consent.given": _consent,
    "consent.limited": _consent,
    "consent.withdrawn": _consent,
    "letter.queued": _letter,
    "letter.sent": _letter,
    "letter.delivered": _letter,
    "letter.failed": _letter,
    "treatment.ended": _ending,
    "instrument.answered": _answered,
    "change.recorded": _change,
    "case.handed-over": _handed_over,
    "referral.made": _referred,
    "plan.agreed": _plan,
    "after-follow-up.held": _month,
    "appeal.reassessed": _reassessed,
    "appeal.ruled": _ruled,
}
