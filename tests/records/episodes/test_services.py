"""An episode is its timeline: what happened stands for ever, and every deadline follows from it at once."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import Error, transaction

from brobygger.ground import clock
from brobygger.records.episodes import commands, services
from brobygger.records.episodes.models import Episode, Event, StoredDeadline
from brobygger.records.episodes.services import EventRefused, NewEvent
from brobygger.trust import access
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import AuditEntry
from tests.cases import WORK

OpenCase = Callable[..., Episode]


def deadline(episode: Episode, clock_id: str) -> StoredDeadline:
    return StoredDeadline.objects.get(episode=episode, clock=clock_id)


def test_an_inquiry_starts_the_guarantee_in_the_same_transaction(open_case: OpenCase, on_day):
    on_day("2023-03-27")
    guarantee = deadline(open_case(), "treatment-guarantee-drug")
    assert guarantee.started_on == date(2023, 3, 27)
    assert guarantee.due_on == date(2023, 4, 10)
    assert guarantee.act_by == date(2023, 4, 5)
    assert guarantee.outcome == "open"


def test_due_today_is_not_late(open_case: OpenCase, on_day):
    on_day("2023-03-27")
    guarantee = deadline(open_case(), "treatment-guarantee-drug")
    assert guarantee.state_on(date(2023, 4, 4)) == "running"
    assert guarantee.state_on(date(2023, 4, 10)) == "due"
    assert guarantee.state_on(date(2023, 4, 11)) == "late"


def test_starting_treatment_meets_it_and_moves_the_episode_on(open_case: OpenCase):
    episode = open_case(days_ago=10)
    services.record(SYSTEM, WORK, episode, "treatment.started", facts={"kind_of_treatment": "ambulatory-individual"})
    assert deadline(episode, "treatment-guarantee-drug").outcome == "met"
    episode.refresh_from_db()
    assert episode.phase == "treatment"
    assert episode.kind_of_treatment == "ambulatory-individual"


def test_the_citizen_choosing_another_place_departs_from_it(open_case: OpenCase):
    episode = open_case(days_ago=3)
    services.record(SYSTEM, WORK, episode, "decision.made", facts={"outcome": "granted", "line": "drug"})
    services.record(
        SYSTEM,
        WORK,
        episode,
        "provider.chosen",
        facts={"provider": "Nordlys", "approved": True, "reason": "Tættere på"},
    )
    found = deadline(episode, "treatment-guarantee-drug")
    assert found.outcome == "departed"
    assert found.reason == "Tættere på"


def test_the_episode_carries_its_next_deadline(open_case: OpenCase, on_day):
    on_day("2023-03-27")
    episode = open_case()
    episode.refresh_from_db()
    assert episode.next_act_by == date(2023, 4, 5)
    assert episode.next_clock


def test_a_correction_takes_the_place_of_what_it_corrects(open_case: OpenCase, on_day):
    on_day("2026-03-10")
    episode = open_case()
    first = Event.objects.get(episode=episode)
    earlier = clock.at_noon(date(2026, 3, 6))
    services.record(SYSTEM, WORK, episode, "inquiry.received", occurred_at=earlier, facts=first.facts, corrects=first)
    assert deadline(episode, "treatment-guarantee-drug").started_on == date(2026, 3, 6)
    assert Event.objects.filter(episode=episode).count() == 2


@pytest.mark.parametrize(
    ("code", "event"),
    [
        ("unknown", NewEvent("coffee.drunk")),
        ("future", NewEvent("follow-up.held", clock.now() + timedelta(days=2))),
        ("before", NewEvent("follow-up.held", clock.now() - timedelta(days=400))),
    ],
)
def test_what_cannot_have_happened_is_refused(open_case: OpenCase, code: str, event: NewEvent):
    episode = open_case()
    with pytest.raises(EventRefused) as refused:
        services.record_all(SYSTEM, WORK, episode, [event])
    assert refused.value.code == code
    assert Event.objects.filter(episode=episode).count() == 1


def test_a_contact_corrected_to_an_earlier_day_takes_the_case_back_to_it(open_case: OpenCase, on_day):
    on_day("2026-03-09")
    episode = open_case()
    before = NewEvent("enrolment.completed", clock.at_noon(date(2026, 3, 7)))
    with pytest.raises(EventRefused, match="before"):
        services.record_all(SYSTEM, WORK, episode, [before])
    first = Event.objects.get(episode=episode)
    earlier = clock.at_noon(date(2026, 3, 6))
    services.record(SYSTEM, WORK, episode, "inquiry.received", occurred_at=earlier, facts=first.facts, corrects=first)
    assert services.record_all(SYSTEM, WORK, episode, [before])


def test_one_event_is_corrected_once_and_only_in_its_own_episode(open_case: OpenCase):
    one, other = open_case(), open_case()
    foreign = Event.objects.get(episode=other)
    with pytest.raises(EventRefused, match="foreign"):
        services.record(SYSTEM, WORK, one, "inquiry.received", corrects=foreign)
    mine = Event.objects.get(episode=one)
    services.record(SYSTEM, WORK, one, "inquiry.received", facts=mine.facts, corrects=mine)
    with pytest.raises(EventRefused, match="corrected"):
        services.record(SYSTEM, WORK, one, "inquiry.received", facts=mine.facts, corrects=mine)


def test_a_closed_episode_takes_no_new_work(open_case: OpenCase):
    episode = open_case()
    services.record(SYSTEM, WORK, episode, "episode.closed", facts={"reason": "other"})
    assert not episode.is_open
    assert episode.closed_on == clock.today()
    with pytest.raises(EventRefused, match="closed"):
        services.record(SYSTEM, WORK, episode, "follow-up.held")


def test_events_are_never_changed_nor_removed(open_case: OpenCase):
    event = Event.objects.get(episode=open_case())
    for act in (lambda: Event.objects.filter(pk=event.pk).update(kind="plan.agreed"), event.delete):
        with pytest.raises(Error), transaction.atomic():
            act()
    assert Event.objects.get(pk=event.pk).kind == "inquiry.received"


def test_another_units_counsellor_may_not_write(open_case: OpenCase, make_account):
    episode = open_case(unit="drug")
    with pytest.raises(access.Refused):
        services.record(make_account("counsellor", unit="alcohol"), WORK, episode, "follow-up.held")
    assert Event.objects.filter(episode=episode).count() == 1


def test_every_act_leaves_its_row_in_the_audit_trail(open_case: OpenCase, make_account):
    account = make_account("counsellor", unit="drug")
    episode = open_case()
    services.record(account, WORK, episode, "follow-up.held")
    entry = AuditEntry.objects.filter(actor_id=account.pk).latest("at")
    assert (entry.kind, entry.action, entry.episode_id) == ("change", WORK.name, episode.pk)


def test_a_whole_caseload_is_handed_over_with_its_deadlines(open_case: OpenCase, make_account):
    giver, receiver = make_account("counsellor"), make_account("counsellor")
    episodes = [open_case(responsible=giver) for _ in range(3)]
    assert services.hand_over(SYSTEM, WORK, episodes, receiver, reason="Orlov") == 3
    assert set(Episode.objects.values_list("responsible", flat=True)) == {receiver.pk}
    assert set(StoredDeadline.objects.values_list("responsible", flat=True)) == {receiver.pk}
    assert Event.objects.filter(kind="case.handed-over").count() == 3


def test_numbers_follow_each_other_within_a_year(open_case: OpenCase, on_day):
    on_day("2026-05-04")
    assert [open_case().number for _ in range(2)] == ["2026-0001", "2026-0002"]


def test_a_citizen_of_another_municipality_is_marked_for_settlement(open_case: OpenCase):
    assert open_case(municipality="329").settlement_municipality == "329"
    assert open_case(municipality="330").settlement_municipality == ""
    assert open_case(municipality="0330").settlement_municipality == ""


def test_recomputing_finds_no_drift_and_mends_what_was_tampered_with(open_case: OpenCase, capsys):
    episode = open_case()
    services.record(SYSTEM, WORK, episode, "treatment.started", facts={"kind_of_treatment": "day"})
    assert commands.recompute(verify=True) == 0
    StoredDeadline.objects.filter(episode=episode, clock="treatment-guarantee-drug").update(due_on=date(2020, 1, 1))
    assert commands.recompute(verify=True) == 1
    assert episode.number in capsys.readouterr().out
    assert commands.recompute(verify=False) == 1
    assert commands.recompute(verify=True) == 0
