"""Consents in plain words, in the language of the page."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from brobygger import standard
from brobygger.ground import clock, dates, promised
from brobygger.ground.languages import present_language
from brobygger.records.consents import partners, rules
from brobygger.records.consents.answers import Answer
from brobygger.records.consents.rules import Question
from brobygger.records.house import overlay


def partner(partner_id: str, on: date | datetime | None = None) -> str:
    """A partner's name; of a day as it was then, with today's beside it where it has another by now.

    What was said on a day was said about who bore the name. One that is no longer there keeps the last name it had.
    """
    if partner_id == rules.CENTRE:
        return _("The centre itself")
    language = present_language()
    now = next((known.name.in_(language) for known in standard.load().partners if known.id == partner_id), "")
    if now and on is None:
        return now
    day = clock.local_date(on) if isinstance(on, datetime) else on or clock.today()
    found = overlay.name_on("partners", partner_id, day)
    then = found.in_(language) if found else now or capfirst(partner_id.replace("-", " "))
    return _("%(then)s (now: %(now)s)") % {"then": then, "now": now} if now and now != then else then


def question(asked: Question, on: date | datetime | None = None) -> str:
    """What is asked, as a short line: "Psykiatrien: sagen på den fælles konference"; of a day with the name of then."""
    if asked.purpose == rules.FOLLOW_UP:
        return _("Follow-up after the treatment")
    if asked.purpose == rules.CONFERENCE:
        return _("%(partner)s: the case on the joint conference") % {"partner": partner(asked.partner, on)}
    return partner(asked.partner, on)


def _after_the_end() -> dict[str, str]:
    """How long after the end the two talks are (KS 5.5)."""
    return {"first": promised.after_end(1), "second": promised.after_end(6)}


def long_question(asked: Question) -> str:
    """What is asked, as one asks it of the citizen."""
    if asked.purpose == rules.FOLLOW_UP:
        return (
            _("May we contact you %(first)s and %(second)s after the treatment has ended, to hear how it goes?")
            % _after_the_end()
        )
    if asked.purpose == rules.CONFERENCE:
        return _("May we take your case to the joint conference with psychiatry?")
    return _("May we talk with %(partner)s about you?") % {"partner": partner(asked.partner)}


def topics() -> dict[str, str]:
    """What a limited yes can be about."""
    return {
        "attendance": _("attendance"),
        "plan": _("the treatment plan"),
        "medicine": _("medicine"),
        "health": _("health"),
        "children": _("the children"),
        "housing-and-money": _("housing and money"),
        "work": _("work and education"),
    }


def enumerated(words: Sequence[str]) -> str:
    """Words as a list in a sentence: "medicin, helbred og fremmøde"."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def answer(given: Answer) -> str:
    """The answer as one says it: "Ja, om medicin", "Nej, trukket 31. marts", "Ikke spurgt endnu"."""
    consent = given.consent
    if consent is None:
        return _("Not asked yet")
    if consent.state == rules.GIVEN:
        return _("Yes")
    if consent.state == rules.LIMITED:
        known = topics()
        return _("Yes, about %(topics)s") % {
            "topics": enumerated([known.get(topic, topic) for topic in consent.topics])
        }
    if consent.state == rules.WITHDRAWN:
        return _("No, withdrawn %(day)s") % {"day": dates.day(consent.occurred_at)}
    return _("No")


def stops(asked: Question) -> list[str]:
    """What may not happen without this consent, in sentences."""
    name = partner(asked.partner)
    sentences = {
        "talks": _("We do not talk with %(partner)s about the citizen."),
        "letters": _("Nothing more is sent to %(partner)s. What was sent before the no cannot be called back."),
        "network": _("%(partner)s is not invited to network meetings."),
        "conference": _(
            "The case is not taken to the joint conference with psychiatry, and leaves the list if it stands there."
        ),
        "discharge-letter": _("No discharge letter goes to the own doctor."),
        "substitution": _(
            "Substitution treatment cannot be started: it requires cooperation with the own doctor. If it is "
            "under way, talk with the centre's doctor."
        ),
        "follow-up": _("We do not contact the citizen %(first)s and %(second)s after the end."),
    }
    codes = rules.stopped_by_no(asked, own_doctor=partners.own_doctor())
    return [sentences[code] % {"partner": name, **_after_the_end()} for code in codes]


def summary(answers: Sequence[Answer]) -> str:
    """All answers in one mark, counted as the lists show them: "Samtykke til 2 af 4"."""
    if not any(given.consent for given in answers):
        return _("Consent not asked for yet")
    return _("Consent to %(open)s of %(all)s") % {
        "open": sum(given.is_open for given in answers),
        "all": len(answers),
    }
