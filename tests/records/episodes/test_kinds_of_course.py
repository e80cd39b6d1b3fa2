"""A course of another kind than treatment: its own phases, its own record, and none of the treatment's promises."""

from collections.abc import Callable

import pytest
from django.utils import translation

from brobygger.records.episodes import commands, services
from brobygger.records.episodes.models import Episode, Event, StoredDeadline
from brobygger.records.episodes.services import EventRefused
from brobygger.standard.courses import RELATIVE
from brobygger.trust import access, roles
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import Account
from tests.cases import WORK, case

READ = access.declare("tests.read-course", roles=roles.ALL - {"dpo", "administrator"}, scope="case", summary=True)

pytestmark = pytest.mark.django_db


@pytest.fixture
def relative() -> Episode:
    """A relative's course with its first event alone."""
    return case(course=RELATIVE, days_ago=30).episode


def test_a_relatives_course_begins_with_its_own_event_and_stands_in_its_own_record(relative: Episode) -> None:
    assert list(Event.objects.filter(episode=relative).values_list("kind", flat=True)) == ["relative-inquiry.received"]
    relative.refresh_from_db()
    assert (relative.kind_of_course, relative.compartment, relative.phase) == ("relative", "relatives", "contact")
    assert relative.is_new
    with translation.override("da"):
        assert relative.phase_words == "Kontakt"
    with translation.override("en"):
        assert relative.phase_words == "Contact"


def test_its_phases_are_its_own(relative: Episode) -> None:
    services.record(SYSTEM, WORK, relative, "relative-talk.held")
    assert (relative.phase, relative.is_new) == ("support", False)
    services.record(SYSTEM, WORK, relative, "relative-support.ended")
    assert relative.phase == "meet-again"
    services.record(SYSTEM, WORK, relative, "episode.closed", facts={"reason": "completed"})
    assert (relative.phase, relative.is_open) == ("closed", False)


def test_no_promise_of_treatment_is_stored_for_it(relative: Episode) -> None:
    services.record(SYSTEM, WORK, relative, "relative-talk.held")
    assert not StoredDeadline.objects.filter(episode=relative).exists()
    assert relative.next_act_by is None
    assert commands.recompute(verify=True) == 0


@pytest.mark.parametrize("kind", ["inquiry.received", "decision.made", "treatment.started", "plan.agreed"])
def test_a_step_of_treatment_is_refused_on_it(relative: Episode, kind: str) -> None:
    facts = {
        "inquiry.received": {"line": "drug", "unit": "drug"},
        "decision.made": {"outcome": "granted"},
        "treatment.started": {"kind_of_treatment": "day"},
        "plan.agreed": {"version": 1},
    }[kind]
    with pytest.raises(EventRefused) as refused:
        services.record(SYSTEM, WORK, relative, kind, facts=facts)
    assert refused.value.code == "other-course"


def test_a_relatives_step_is_refused_on_a_course_of_treatment(open_case: Callable[..., Episode]) -> None:
    with pytest.raises(EventRefused, match="other-course"):
        services.record(SYSTEM, WORK, open_case(), "relative-talk.held")


@pytest.mark.parametrize(
    ("role", "reads"),
    [("counsellor", True), ("manager", True), ("secretary", True), ("authority", False), ("outreach", False),
     ("nurse", False), ("doctor", False)],
)  # fmt: skip
def test_who_reads_it_follows_from_its_kind(
    relative: Episode, make_account: Callable[..., Account], role: str, reads: bool
) -> None:
    account = make_account(role, unit="drug")
    assert access.may(account, READ, relative) is reads
    assert access.visible(Episode.objects.all(), account, READ).filter(pk=relative.pk).exists() is reads
    assert access.glass_would_help(account, READ, relative) is (reads and role in roles.GLASS_BREAKERS)


def test_who_does_not_read_its_record_opens_no_such_course(make_account: Callable[..., Account]) -> None:
    person = case().person
    new = services.NewEpisode(person, "drug", "drug", kind_of_course="relative")
    action = access.declare("tests.open-course", roles=("authority", "counsellor"), scope="case", kind="change")
    with pytest.raises(access.Refused):
        services.open_episode(make_account("authority", unit="drug"), action, new)
    assert services.open_episode(make_account("counsellor", unit="drug"), action, new).compartment == "relatives"


def test_there_is_no_course_of_a_kind_that_nobody_declares() -> None:
    with pytest.raises(KeyError):
        services.open_episode(SYSTEM, WORK, services.NewEpisode(case().person, "drug", "drug", kind_of_course="other"))
