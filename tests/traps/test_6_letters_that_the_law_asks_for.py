"""Trap 6: a letter that promises what is not enclosed, an answer without its guidance, a law that does not say so.

What keeps an unfavourable decision from being made without hearing, reasons, facts and guidance is tried in
tests/care/visitation (rules, services and pages); here the words of the letters themselves.
"""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest

from brobygger.care.visitation import letters, rules, services
from brobygger.records.letters import dispatch, senders
from brobygger.records.letters.models import Letter
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import AuditEntry
from tests.care.visitation.conftest import as_authority, authority, case, day, decided  # noqa: F401
from tests.care.visitation.pages import decision as decision_form
from tests.cases import REFUSED

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]
BY = letters.Sender(
    "Slagelse Rusmiddelcenter", "58 57 57 00", "Ingemannsvej 26, 4200 Slagelse", "Dorte Vang", "visitator"
)


def words_of(text: Any) -> str:
    return " ".join(f"{part.heading} {' '.join(part.paragraphs)}" for part in text.sections)


def test_the_letter_to_ankestyrelsen_names_citizen_law_and_decision_and_encloses_what_it_says(
    decided: Make,  # noqa: F811
    settings: Any,
    tmp_path: Any,
) -> None:
    settings.POST_FOLDER = str(tmp_path)
    made = decided(**REFUSED)
    appeal = services.receive(SYSTEM, made.episode, services.NewAppeal("refusal", "oral", "Det er ikke rigtigt.", made))
    upheld = services.uphold(SYSTEM, appeal, "Vi mener stadig, at samtaler er nok.")
    letter = upheld.forwarding
    told = words_of(dispatch.text_of(letter))
    assert f"{made.episode.person.name}, CPR-nummer" in told
    assert f"efter {made.legal_basis}: afslag på behandling" in told
    assert "retssikkerhedslovens § 66" in told
    assert "Klagen, som den blev fortalt Det er ikke rigtigt." in told
    assert "Vi mener stadig" in told
    assert dispatch.text_of(letter).enclosures == (letters.PAPERS,)
    dispatch.hand_over_now(letter.pk)
    letter.refresh_from_db()
    assert letter.papers.is_ready
    sent = sorted(path.name for path in tmp_path.iterdir())
    assert sent == [f"{letter.message_id}-bilag-1.pdf", f"{letter.message_id}.pdf"]
    assert (tmp_path / sent[0]).read_bytes() == bytes(letter.papers.pdf)
    exported = AuditEntry.objects.filter(kind="export", action="letters.hand-over")
    assert exported.get().episode_id == made.episode_id


def test_an_appeal_over_the_guarantee_says_its_law(decided: Make) -> None:  # noqa: F811
    appealed = letters.Forwarded(
        "Jens",
        date(2023, 4, 4),
        oral=False,
        text="For sent.",
        law="serviceloven § 101, stk. 2",
        promised="14 dage",
        forwarded_by="retssikkerhedslovens § 66",
    )
    told = words_of(letters.forwarding(appealed, "Vi begyndte i tide.", BY))
    assert "ikke begyndte inden for 14 dage (serviceloven § 101, stk. 2)." in told


def test_a_late_appeal_is_late_from_the_day_of_receipt() -> None:
    appealed = letters.Forwarded(
        "Jens", date(2023, 5, 4), oral=False, text="For lidt.", law="serviceloven § 101", promised="",
        forwarded_by="retssikkerhedslovens § 66", decided_on=date(2023, 4, 4), outcome="afslag", late=True,
    )  # fmt: skip
    told = words_of(letters.forwarding(appealed, "Ingen særlige grunde.", BY))
    assert "senere end fire uger efter, at borgeren fik afgørelsen." in told


def _draft(**changes: Any) -> rules.DecisionDraft:
    usual: dict[str, Any] = {
        "line": "drug", "on": date(2023, 4, 4), "outcome": "granted", "kind_of_treatment": "day", "weeks": 12,
        "start_on": date(2023, 4, 11), "heard": True, "wish_met": "followed", "wish": "Du ønskede det.",
        "reasons": "Fordi.", "legal_basis": "serviceloven § 101, stk. 1 og 2",
    }  # fmt: skip
    return rules.DecisionDraft(**{**usual, **changes})


def _decision(**changes: Any) -> str:
    on = date(2023, 4, 4)
    words = letters.DecisionWords(_draft(**changes), "Lars", "", on, on)
    return words_of(letters.decision(words, BY))


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        (time(9, 5), "Du begynder tirsdag 11. april kl. 9.05 i Stofbehandlingen, Ingemannsvej 26, 1. sal."),
        (None, "Du begynder tirsdag 11. april i Stofbehandlingen, Ingemannsvej 26, 1. sal. Vi ringer til dig med"),
    ],
)
def test_who_begins_is_told_when_and_where(hour: time | None, said: str) -> None:
    on = date(2023, 4, 4)
    words = letters.DecisionWords(_draft(), "Lars", senders.findable("Stofbehandlingen"), on, on, start_time=hour)
    assert said in words_of(letters.decision(words, BY))


def test_the_hour_is_written_with_the_decision_and_stands_in_its_letter(
    as_authority: Any,  # noqa: F811
    case: Make,  # noqa: F811
) -> None:
    episode = case()
    form = decision_form(choice="ambulatory-individual", weeks=None, place="", start_time="09:30")
    answer = as_authority.post(f"/forloeb/{episode.number}/afgoerelse/", form)
    assert answer.status_code == 303, answer.content.decode()
    told = words_of(dispatch.text_of(Letter.objects.get(kind="decision")))
    assert "Du begynder tirsdag 11. april kl. 9.30 i Stofbehandlingen, Ingemannsvej 26, 1. sal." in told


def test_the_departure_from_the_14_days_is_said_with_the_law_that_says_it() -> None:
    assert "serviceloven § 101, stk. 5 og 6" in _decision()
    alcohol = _decision(line="alcohol", legal_basis="sundhedsloven § 141, stk. 1")
    assert "kvalitetsstandard, afsnit 3.5 og 3.6" in alcohol
    assert alcohol.count("sundhedsloven § 141") == 1, "only for what it grants"


def test_the_guidance_says_to_whom_how_and_by_when() -> None:
    told = _decision(
        outcome="refused", wish_met="not", facts="Fakta.", hearing_kind="waived", hearing_reason="Nej tak."
    )
    for words in ("skriftligt eller mundtligt", "Vi skal have klagen inden fire uger", "fået brevet", "Ankestyrelsen"):
        assert words in told
    assert BY.address in told and BY.call in told


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"hearing_kind": "waived", "hearing_reason": "Nej tak."}, "udtale dig med det samme"),
        (
            {"hearing_kind": "not-owed", "hearing_reason": "Du kender det."},
            "Vi har ikke bedt dig om at udtale dig igen",
        ),
        ({"hearing": rules.Hearing(date(2023, 4, 1))}, "Vi har ikke fået svar fra dig"),
        ({"hearing": rules.Hearing(date(2023, 4, 1), answered=True)}, "Du har udtalt dig"),
    ],
)
def test_nobody_is_told_that_they_were_heard_when_they_were_not(changes: dict[str, Any], said: str) -> None:
    told = _decision(outcome="refused", wish_met="not", facts="Fakta.", **changes)
    assert said in told
    assert "Du er hørt" not in told
