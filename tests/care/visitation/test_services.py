"""The verbs from recommendation to appeal, with what they put on the timeline."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, transaction

from brobygger.care.visitation import services
from brobygger.care.visitation.models import AgendaItem, Decision, Meeting, Recommendation
from brobygger.ground import clock
from brobygger.ground.fields import bound
from brobygger.records.episodes.models import Episode, Event, StoredDeadline
from brobygger.records.letters.services import text_of
from brobygger.trust.access import SYSTEM, Refused
from brobygger.trust.models import Account, AuditEntry
from tests.care.visitation.conftest import receive_letter, send
from tests.cases import GRANTED, REFUSED


def kinds(episode: Episode) -> list[str]:
    return list(Event.objects.filter(episode=episode).order_by("id").values_list("kind", flat=True))


def words(decision: Decision) -> str:
    assert decision.letter is not None
    text = text_of(decision.letter)
    parts = [f"{part.heading} {' '.join(part.paragraphs)}" for part in text.sections]
    return " ".join([text.title, *parts])


def test_a_day_recommendation_goes_on_the_next_meeting(
    recommended: Callable[..., Recommendation], meeting: Callable[..., Meeting]
) -> None:
    nearest, _later = meeting(days=1), meeting(days=8)
    one = recommended()
    item = AgendaItem.objects.get(recommendation=one)
    assert (item.meeting, item.position) == (nearest, 1)
    assert kinds(one.episode)[-1] == "recommendation.submitted"


def test_it_waits_when_no_meeting_is_planned(
    recommended: Callable[..., Recommendation], meeting: Callable[..., Meeting]
) -> None:
    one, other = recommended(), recommended()
    assert not AgendaItem.objects.exists()
    planned = meeting(days=3)
    assert [item.recommendation for item in planned.items.all()] == [one, other]


def test_ambulatory_treatment_needs_no_meeting(
    recommended: Callable[..., Recommendation], meeting: Callable[..., Meeting]
) -> None:
    meeting(days=1)
    recommended(kind_of_treatment="ambulatory-group")
    assert not AgendaItem.objects.exists()


def test_a_postponed_case_stands_on_the_later_agenda(
    recommended: Callable[..., Recommendation], meeting: Callable[..., Meeting]
) -> None:
    now, later = meeting(), meeting(days=7)
    item = AgendaItem.objects.get(recommendation=recommended())
    assert item.meeting == now
    again = services.postpone(SYSTEM, item, "Budgettet mangler.", later)
    item.refresh_from_db()
    assert (item.state, again.meeting, again.state) == ("postponed", later, "waiting")
    assert kinds(item.episode)[-1] == "decision.postponed"


def test_a_decision_is_locked_with_its_event_and_letter(decided: Callable[..., Decision]) -> None:
    decision = decided()
    made = Event.objects.get(episode=decision.episode, kind="decision.made")
    assert made.facts["outcome"] == "granted" and made.facts["favourable"] is True
    assert made.facts["kind_of_treatment"] == "ambulatory-individual"
    assert decision.letter is not None and decision.letter.kind == "decision"
    assert Event.objects.filter(episode=decision.episode, kind="letter.queued").exists()
    assert StoredDeadline.objects.get(episode=decision.episode, clock="decision").outcome == "met"
    with pytest.raises(ProgrammingError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(**bound(decision, reasons="Noget andet"))
    with pytest.raises(ProgrammingError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).delete()
    assert AuditEntry.objects.filter(action="visitation.decide", kind="change").exists()


def test_nothing_is_made_when_something_is_lacking(case: Callable[..., Episode]) -> None:
    episode = case()
    draft = services.save_decision(SYSTEM, episode, refused=True, wish_met="not", wish="Døgn.", heard=True)
    with pytest.raises(services.NotReady) as lacking:
        services.make(SYSTEM, draft)
    assert {(one.field, one.code) for one in lacking.value.problems} == {
        ("reasons", "missing"),
        ("facts", "missing"),
        ("hearing_kind", "owed"),
    }
    assert "decision.made" not in kinds(episode) and "letter.queued" not in kinds(episode)


def test_the_database_keeps_an_unfavourable_decision_without_reasons_out(
    case: Callable[..., Episode],
) -> None:
    draft = services.save_decision(SYSTEM, case(), **REFUSED)
    from django.db import IntegrityError

    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=draft.pk).update(
            state="made",
            outcome="refused",
            favourable=False,
            made_at=clock.now(),
            reasons="",
            legal_basis="x",
        )


def test_a_refusal_waits_for_the_answer_to_the_hearing(
    case: Callable[..., Episode], on_day: Callable[..., None]
) -> None:
    episode = case()
    reply_by = services.reply_day(episode, clock.today())
    hearing = services.open_hearing(SYSTEM, episode, "Du har ikke prøvet ambulant behandling.", reply_by)
    assert kinds(episode)[-2:] == ["hearing.opened", "letter.queued"]
    send(hearing.letter)
    draft = services.save_decision(SYSTEM, episode, **{**REFUSED, "hearing_kind": "", "hearing_reason": ""})
    with pytest.raises(services.NotReady) as lacking:
        services.make(SYSTEM, draft)
    assert [(one.field, one.code) for one in lacking.value.problems] == [("hearing_kind", "running")]
    services.answer_hearing(SYSTEM, hearing, "Jeg har prøvet i en anden kommune.")
    made = services.make(SYSTEM, draft)
    assert (made.hearing_kind, made.hearing) == ("answered", hearing)
    assert "Dit svar indgår i afgørelsen" in words(made)


def test_a_refusal_may_come_when_nobody_answered_in_time(
    case: Callable[..., Episode], on_day: Callable[..., None]
) -> None:
    episode = case()
    reply_by = services.reply_day(episode, clock.today())
    send(services.open_hearing(SYSTEM, episode, "Ambulant behandling er ikke prøvet.", reply_by).letter)
    draft = services.save_decision(SYSTEM, episode, **{**REFUSED, "hearing_kind": ""})
    on_day((reply_by + timedelta(days=1)).isoformat())
    assert services.make(SYSTEM, draft).hearing_kind == "no-reply"


def test_a_new_decision_takes_the_place_of_the_old(decided: Callable[..., Decision]) -> None:
    old = decided()
    draft = services.start_again(SYSTEM, old, weeks=20)
    draft.heard = True
    services.save_decision(SYSTEM, old.episode, heard=True)
    new = services.make(SYSTEM, draft)
    assert new.replaces == old and new.weeks == 20
    assert "træder i stedet for" in words(new)
    old.refresh_from_db()
    assert old.weeks == 12


def test_a_drug_citizen_is_granted_treatment_before_choosing(
    case: Callable[..., Episode], decided: Callable[..., Decision]
) -> None:
    episode = case()
    choice = {"approved": True, "similar": True, "reason": "Tæt på mit arbejde."}
    with pytest.raises(services.NotReady):
        services.choose_provider(SYSTEM, episode, "Ringgården", **choice)
    decided(episode)
    services.choose_provider(SYSTEM, episode, "Ringgården", **choice)
    guarantee = StoredDeadline.objects.get(episode=episode, clock="treatment-guarantee-drug")
    assert guarantee.outcome == "departed" and guarantee.reason == "Tæt på mit arbejde."


def test_an_alcohol_citizen_may_go_directly(case: Callable[..., Episode]) -> None:
    episode = case(line="alcohol")
    services.choose_provider(
        SYSTEM, episode, "Ringgården", approved=True, similar=True, direct=True, reason="Vil helst være der."
    )
    assert StoredDeadline.objects.get(episode=episode, clock="treatment-guarantee-alcohol").outcome == "departed"


def test_a_limited_choice_stands_with_its_reason(
    case: Callable[..., Episode], decided: Callable[..., Decision]
) -> None:
    episode = case()
    decision = decided(
        episode,
        choice_limited=True,
        choice_limit_reason="Du har brug for at være tæt på din læge.",
        facts="Din læge følger dig hver uge.",
        hearing_kind="waived",
        hearing_reason="Du har svaret på mødet.",
    )
    assert decision.favourable is False
    assert "provider-choice.limited" in kinds(episode)
    assert "tæt på din læge" in words(decision)
    with pytest.raises(services.NotReady):
        services.choose_provider(SYSTEM, episode, "Ringgården", approved=True, similar=True, reason="Vil hellere.")


def test_the_appeal_period_runs_from_receipt(decided: Callable[..., Decision], on_day: Callable[..., None]) -> None:
    decision = decided(**REFUSED)
    on_day("2023-04-11")
    receive_letter(decision, date(2023, 4, 11))
    row = StoredDeadline.objects.get(episode=decision.episode, clock="appeal-period")
    assert (row.started_on, row.due_on) == (date(2023, 4, 11), date(2023, 5, 9))


def test_an_upheld_appeal_goes_on_to_ankestyrelsen(
    decided: Callable[..., Decision], on_day: Callable[..., None]
) -> None:
    from brobygger.records.letters import services as post

    decision = decided(**REFUSED)
    receive_letter(decision, clock.today())
    on_day("2023-04-20")
    new = services.NewAppeal("refusal", "oral", "Jeg synes, det er forkert.", decision)
    appeal = services.receive(SYSTEM, decision.episode, new)
    assert appeal.late == "" and appeal.reassess_by == date(2023, 5, 18)
    services.uphold(SYSTEM, appeal, "Vi mener stadig, at ambulant behandling skal prøves først.")
    appeal.refresh_from_db()
    assert appeal.state == "upheld" and appeal.letter and appeal.forwarding
    assert appeal.letter.kind == "reassessment" and appeal.forwarding.recipient_name == "Ankestyrelsen"
    assert "appeal.forwarded" not in kinds(decision.episode)
    post.hand_over_now(appeal.forwarding.pk)
    assert "appeal.forwarded" in kinds(decision.episode)
    row = StoredDeadline.objects.get(episode=decision.episode, clock="reassessment")
    assert row.outcome == "met"


def test_a_late_appeal_is_examined_for_special_reasons(
    decided: Callable[..., Decision], on_day: Callable[..., None]
) -> None:
    decision = decided(**REFUSED)
    receive_letter(decision, clock.today())
    on_day("2023-05-20")
    new = services.NewAppeal("refusal", "written", "Jeg lå på hospitalet.", decision)
    appeal = services.receive(SYSTEM, decision.episode, new)
    assert appeal.late == "to-examine"
    with pytest.raises(services.NotReady):
        services.uphold(SYSTEM, appeal, "Fordi.")
    services.examine_late(SYSTEM, appeal, accepted=True, reason="Lars var indlagt hele perioden.")
    appeal.refresh_from_db()
    assert (appeal.late, appeal.state) == ("accepted", "received")
    services.uphold(SYSTEM, appeal, "Vi fastholder.")


def test_a_late_appeal_without_special_reasons_is_answered_and_sent_on(
    decided: Callable[..., Decision], on_day: Callable[..., None]
) -> None:
    decision = decided(**REFUSED)
    receive_letter(decision, clock.today())
    on_day("2023-05-20")
    appeal = services.receive(
        SYSTEM, decision.episode, services.NewAppeal("refusal", "written", "Jeg nåede det ikke.", decision)
    )
    services.examine_late(SYSTEM, appeal, accepted=False, reason="Vi har ikke fundet særlige grunde.")
    appeal.refresh_from_db()
    assert appeal.state == "dismissed" and appeal.letter and appeal.forwarding


def test_giving_the_citizen_right_is_a_new_decision(decided: Callable[..., Decision]) -> None:
    decision = decided(**REFUSED)
    appeal = services.receive(
        SYSTEM, decision.episode, services.NewAppeal("refusal", "oral", "Jeg vil gerne begynde.", decision)
    )
    draft = services.start_again(
        SYSTEM, decision, appeal=appeal, **{**GRANTED, "refused": False, "start_on": clock.today()}
    )
    made = services.make(SYSTEM, draft)
    appeal.refresh_from_db()
    assert appeal.state == "changed" and appeal.forwarding is None
    assert made.replaces == decision and "træder i stedet" in words(made)
    assert kinds(decision.episode)[-1] == "appeal.reassessed"


def test_what_is_still_not_met_goes_on(decided: Callable[..., Decision]) -> None:
    decision = decided(**REFUSED)
    appeal = services.receive(
        SYSTEM, decision.episode, services.NewAppeal("refusal", "oral", "Jeg vil i døgnbehandling.", decision)
    )
    values = {
        **GRANTED,
        "refused": False,
        "start_on": clock.today(),
        "wish_met": "partly",
        "wish": "Du ønskede døgnbehandling. Du får samtaler i stedet.",
        "facts": "Du har job.",
    }
    values |= {"hearing_kind": "waived", "hearing_reason": "Du har svaret i klagen."}
    services.make(SYSTEM, services.start_again(SYSTEM, decision, appeal=appeal, **values))
    appeal.refresh_from_db()
    assert appeal.state == "partly" and appeal.forwarding is not None


def test_alcohol_has_no_appeal_only_complaints(case: Callable[..., Episode], decided: Callable[..., Decision]) -> None:
    episode = case(line="alcohol")
    decision = decided(episode)
    assert "kan ikke klage over denne afgørelse til en anden myndighed" in words(decision)
    assert "Ankestyrelsen" not in words(decision)
    with pytest.raises(services.NotReady):
        services.receive(SYSTEM, episode, services.NewAppeal("other", "oral", "Jeg vil klage.", decision))
    complaint = services.receive_complaint(
        SYSTEM, episode, services.NewComplaint("places", "oral", "Der er for få pladser.")
    )
    services.answer_complaint(SYSTEM, complaint, "Vi åbner et hold mere i juni.")
    assert kinds(episode)[-3:] == ["complaint.received", "complaint.answered", "letter.queued"]


def test_a_guarantee_that_was_not_kept_is_appealed_without_a_decision(case: Callable[..., Episode]) -> None:
    episode = case(days_ago=20)
    appeal = services.receive(SYSTEM, episode, services.NewAppeal("guarantee", "oral", "Jeg venter stadig."))
    services.concede(SYSTEM, appeal, "Du kan begynde i morgen kl. 9.")
    appeal.refresh_from_db()
    assert appeal.state == "changed"


def test_nobody_appeals_a_case_that_is_not_theirs(
    decided: Callable[..., Decision], make_account: Callable[..., Account]
) -> None:
    decision = decided()
    stranger = make_account("counsellor", unit="alcohol")
    with pytest.raises(Refused):
        services.receive(stranger, decision.episode, services.NewAppeal("other", "oral", "Klage", decision))
