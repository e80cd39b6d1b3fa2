"""Sections 2, 3.1, 3.6, 4.2, 4.3 and 5.8 of the standard, walked by those they are promised to."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from brobygger.care.visitation.models import Appeal, Decision, Hearing, Meeting
from brobygger.ground import clock
from brobygger.records.episodes.models import Episode, Event, StoredDeadline
from brobygger.records.letters import services as post
from brobygger.trust.models import AuditEntry
from tests.care.visitation.conftest import (  # noqa: F401
    as_authority,
    as_counsellor,
    authority,
    case,
    day,
    send,
)
from tests.care.visitation.pages import decision, page, typed

Make = Callable[..., Any]


@pytest.mark.req("KS-2-3", "KS-4.2-1", "KS-4.2-5", "KS-4.2-6", "KS-4.3-1")
def test_i_write_a_recommendation_with_my_counsellor_and_get_a_decision_after_the_meeting(
    as_counsellor: Client,  # noqa: F811
    as_authority: Client,  # noqa: F811
    case: Make,  # noqa: F811
    on_day: Make,
) -> None:
    number = case().number
    planned = {"on": "2023-04-05", "starts": "07:00", "ends": "23:00"}
    assert as_authority.post("/moeder/nyt/", planned).status_code == 303
    assert as_counsellor.post(f"/forloeb/{number}/indstilling/", typed(act="submit")).status_code == 303
    assert "Jeg har brug for et sted" in page(as_counsellor, f"/forloeb/{number}/visitation/")

    on_day("2023-04-05")
    item = Meeting.objects.get().items.get()
    address = f"/moeder/{item.meeting_id}/{item.pk}/"
    as_authority.post(f"/forloeb/{number}/spoerg/", {"question": "Kan Lars begynde tirsdag?"})
    question = item.recommendation.questions.get()
    as_counsellor.post(f"/forloeb/{number}/spoergsmaal/{question.pk}/", {"answer": "Ja, han har fri."})
    assert "Ja, han har fri." in page(as_authority, address)
    assert as_authority.post(address, decision()).status_code == 303

    made = Decision.objects.get()
    assert StoredDeadline.objects.get(episode=made.episode, clock="decision").outcome == "met"
    letter_by = StoredDeadline.objects.get(episode=made.episode, clock="decision-letter")
    assert letter_by.due_on == date(2023, 4, 19) and letter_by.outcome == "open"
    assert "Du får dagbehandling i 12 uger" in page(as_counsellor, f"/forloeb/{number}/afgoerelse/{made.pk}/")
    assert AuditEntry.objects.filter(action="visitation.decide", kind="change", episode_id=made.episode_id).exists()


@pytest.mark.req("KS-5.8.1-1", "KS-5.8.1-2", "KS-5.8.1-3", "KS-5.8.1-4", "KS-3.1-2")
def test_i_get_a_no_with_reasons_appeal_by_word_of_mouth_and_my_appeal_goes_on(
    as_counsellor: Client,  # noqa: F811
    as_authority: Client,  # noqa: F811
    case: Make,  # noqa: F811
    on_day: Make,
) -> None:
    number = case().number
    heard = {"about": "Du har ikke prøvet samtaler.", "reply_by": "2023-04-26"}
    assert as_authority.post(f"/forloeb/{number}/hoering/", heard).status_code == 303
    send(Hearing.objects.get().letter)
    no = {
        "choice": "refuse",
        "wish_met": "not",
        "wish": "Du ønskede døgnbehandling. Det får du ikke.",
        "facts": "Du har ikke været i behandling før.",
        "hearing_kind": "by-letter",
    }
    body = as_authority.post(f"/forloeb/{number}/afgoerelse/", decision(**no)).content.decode()
    assert "Borgeren har stadig tid til at svare" in body and not Decision.objects.filter(state="made").exists()

    on_day("2023-04-27")
    version = Decision.objects.get().version
    answer = as_authority.post(f"/forloeb/{number}/afgoerelse/", decision(**no, version=version))
    assert answer.status_code == 303
    made = Decision.objects.get()
    body = page(as_authority, answer["Location"])
    for words in ("Derfor", "Det har vi lagt vægt på", "Vi har ikke fået svar", "serviceloven § 101", "Ankestyrelsen"):
        assert words in body, words

    assert made.letter is not None
    receipt = {"received_on": "2023-04-28"}
    as_authority.post("/breve/sendt/", {"letters": [made.letter.pk], "sent_on": clock.today().isoformat()})
    on_day("2023-04-28")
    as_authority.post(f"/forloeb/{number}/breve/{made.letter.pk}/modtaget/", receipt)
    period = StoredDeadline.objects.get(episode=made.episode, clock="appeal-period")
    assert (period.started_on, period.due_on) == (date(2023, 4, 28), date(2023, 5, 26))

    on_day("2023-05-10")
    told = {"about": "refusal", "decision": made.pk, "means": "oral", "text": "Jeg har prøvet i en anden by."}
    assert as_counsellor.post(f"/forloeb/{number}/klage/ny/", told).status_code == 303
    appeal = Appeal.objects.get()
    assert (appeal.late, appeal.reassess_by) == ("", date(2023, 6, 7))
    upheld = {"uphold-reasons": "Samtaler skal prøves først."}
    assert as_authority.post(f"/forloeb/{number}/klage/{appeal.pk}/fasthold/", upheld).status_code == 303
    appeal.refresh_from_db()
    assert appeal.forwarding is not None
    post.hand_over_now(appeal.forwarding.pk)
    assert Event.objects.filter(episode__number=number, kind="appeal.forwarded").exists()


@pytest.mark.req("KS-3.1-3", "KS-3.5-5", "KS-3.6-1")
def test_i_am_granted_treatment_and_choose_another_place(
    as_counsellor: Client,  # noqa: F811
    as_authority: Client,  # noqa: F811
    case: Make,  # noqa: F811
) -> None:
    episode: Episode = case()
    address = f"/forloeb/{episode.number}/valg-af-sted/"
    choice = {
        "provider": "Ringgården",
        "approved": "on",
        "similar": "on",
        "doctor": "yes",
        "reason": "Tæt på min familie.",
    }
    assert "skal have bevilget behandling" in as_counsellor.post(address, choice).content.decode()
    granted = decision(choice="ambulatory-group", wish="Du ønskede en gruppe. Det ønske er fulgt.")
    assert as_authority.post(f"/forloeb/{episode.number}/afgoerelse/", granted).status_code == 303
    assert as_counsellor.post(address, choice).status_code == 303
    guarantee = StoredDeadline.objects.get(episode=episode, clock="treatment-guarantee-drug")
    assert (guarantee.outcome, guarantee.reason) == ("departed", "Tæt på min familie.")


@pytest.mark.req("KS-3.1-3")
def test_my_choice_is_limited_only_with_a_reason_in_my_letter(
    as_authority: Client,  # noqa: F811
    case: Make,  # noqa: F811
) -> None:
    address = f"/forloeb/{case().number}/afgoerelse/"
    limited = decision(choice="ambulatory-group", choice_limited="on", facts="Din læge følger dig hver uge.")
    limited |= {"hearing_kind": "waived", "hearing_reason": "Du svarede på mødet i dag."}
    body = as_authority.post(address, limited).content.decode()
    assert "Skriv, hvorfor hensynet til borgeren taler imod et andet behandlingssted" in body
    limited |= {"choice_limit_reason": "Du skal være tæt på din læge.", "version": str(Decision.objects.get().version)}
    answer = as_authority.post(address, limited)
    assert answer.status_code == 303
    assert "Du skal være tæt på din læge." in page(as_authority, answer["Location"])
    assert Event.objects.filter(kind="provider-choice.limited").exists()


@pytest.mark.req("KS-5.8.2-1", "KS-3.6-2")
def test_about_alcohol_i_cannot_appeal_but_i_can_complain_of_the_service(
    as_authority: Client,  # noqa: F811
    case: Make,  # noqa: F811
) -> None:
    number = case(line="alcohol").number
    granted = decision(choice="ambulatory-group", wish="Du ønskede en gruppe. Det ønske er fulgt.")
    answer = as_authority.post(f"/forloeb/{number}/afgoerelse/", granted)
    body = page(as_authority, answer["Location"])
    assert "Du kan ikke klage over denne afgørelse til en anden myndighed" in body
    assert "sundhedsloven § 141" in body and "Ankestyrelsen" not in body
    told = {"about": "conduct", "means": "oral", "text": "Jeg blev talt ned til."}
    answer = as_authority.post(f"/forloeb/{number}/serviceklage/ny/", told)
    assert as_authority.post(answer["Location"], {"answer": "Det beklager vi."}).status_code == 303
    assert "Det beklager vi." in page(as_authority, answer["Location"])
