"""A decision has the day on which it is made: in the preview, the letter, on the timeline and in the figures alike.

The case began on 20 February 2023: its decision is due on Monday 6 March, and its meeting was on Friday 3 March.
"""

import pytest
from django.test import Client

from brobygger.care.visitation import services
from brobygger.care.visitation.models import AgendaItem, Decision, Meeting
from brobygger.ground import clock
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.models import Episode, Event, StoredDeadline
from brobygger.records.letters.services import text_of
from brobygger.trust.access import SYSTEM
from tests.care.visitation.conftest import send
from tests.care.visitation.pages import Make, decision, page
from tests.cases import REFUSED, WORK

AT_THE_MEETING, TODAY = "with-the-meeting", "today"
LATER = "2023-04-11"


@pytest.fixture
def undecided(on_day: Make, case: Make, recommended: Make) -> AgendaItem:
    """A case that was on the meeting of 3 March and was left undecided; it is 11 April."""
    on_day("2023-03-03")
    episode = case(days_ago=11)
    at = clock.at_noon(clock.today())
    services.plan_meeting(SYSTEM, at.replace(hour=12), at.replace(hour=23, minute=30))
    recommended(episode)
    on_day(LATER)
    return AgendaItem.objects.select_related("meeting", "episode").get()


def address(item: AgendaItem) -> str:
    return f"/moeder/{item.meeting_id}/{item.pk}/"


def words(made: Decision) -> str:
    assert made.letter is not None
    return " ".join(" ".join(part.paragraphs) for part in text_of(made.letter).sections)


def made_event(episode: Episode) -> Event:
    return Event.objects.get(episode=episode, kind="decision.made")


def due(episode: Episode) -> StoredDeadline:
    return StoredDeadline.objects.get(episode=episode, clock="decision")


@pytest.mark.req("KS-4.2-1")
def test_the_day_is_asked_for_when_the_meeting_is_over(as_authority: Client, undecided: AgendaItem) -> None:
    body = page(as_authority, address(undecided))
    assert "Hvornår blev det besluttet?" in body
    assert "I dag, tirsdag 11. april" in body and "På mødet fredag 3. marts." in body
    answer = as_authority.post(address(undecided), decision())
    assert answer.status_code == 422 and "Vælg, hvilken dag det blev besluttet." in answer.content.decode()
    assert not Decision.objects.filter(state="made").exists()


@pytest.mark.req("KS-4.2-1", "KS-4.2-6")
def test_a_late_decision_is_late_everywhere(as_authority: Client, undecided: AgendaItem) -> None:
    typed = decision(recorded_later=TODAY, act="save")
    as_authority.post(address(undecided), typed)
    preview = page(as_authority, address(undecided))
    assert "har i dag besluttet" in preview and "besluttede fredag 3. marts" not in preview
    version = Decision.objects.get().version
    assert as_authority.post(address(undecided), decision(recorded_later=TODAY, version=version)).status_code == 303
    made = Decision.objects.get()
    assert "har i dag besluttet" in words(made)
    assert made.letter is not None and clock.local_date(made.letter.queued_at).isoformat() == LATER
    event = made_event(made.episode)
    assert clock.local_date(event.occurred_at).isoformat() == LATER and "recorded_later" not in event.facts
    assert due(made.episode).outcome == "met-late"
    letter_by = StoredDeadline.objects.get(episode=made.episode, clock="decision-letter")
    assert letter_by.started_on.isoformat() == LATER
    body = page(as_authority, f"/forloeb/{made.episode.number}/visitation/")
    assert "nået for sent" in body or "senere end lovet" in body
    assert "efter behandlingsmødet" in body


@pytest.mark.req("KS-4.2-1")
def test_what_a_meeting_decided_says_that_it_was_written_down_later(
    as_authority: Client, undecided: AgendaItem
) -> None:
    as_authority.post(address(undecided), decision(recorded_later=AT_THE_MEETING, act="save"))
    preview = page(as_authority, address(undecided))
    assert "besluttede fredag 3. marts" in preview and "har i dag besluttet" not in preview
    version = Decision.objects.get().version
    answer = as_authority.post(address(undecided), decision(recorded_later=AT_THE_MEETING, version=version))
    assert answer.status_code == 303
    made = Decision.objects.get()
    assert "besluttede fredag 3. marts" in words(made) and "Vi har først skrevet det ned i dag." in words(made)
    event = made_event(made.episode)
    assert clock.local_date(event.occurred_at).isoformat() == "2023-03-03" and event.facts["recorded_later"] is True
    assert due(made.episode).outcome == "met"
    letter_by = StoredDeadline.objects.get(episode=made.episode, clock="decision-letter")
    assert letter_by.started_on.isoformat() == "2023-03-03"
    body = page(as_authority, f"/forloeb/{made.episode.number}/afgoerelse/{made.pk}/")
    assert "Afgjort fredag 3. marts på behandlingsmødet, skrevet ned tirsdag 11. april" in body
    assert "skrevet ned senere" in page(as_authority, f"/forloeb/{made.episode.number}/")


def test_the_letter_of_a_day_nobody_has_said_shows_no_day(as_authority: Client, undecided: AgendaItem) -> None:
    body = page(as_authority, address(undecided))
    assert "[vælg, hvilken dag det blev besluttet]" in body
    assert "har i dag besluttet" not in body and "besluttede fredag 3. marts" not in body


@pytest.mark.parametrize("answered", [True, False])
def test_no_decision_comes_before_the_reply_to_its_hearing(
    as_authority: Client, undecided: AgendaItem, on_day: Make, answered: bool
) -> None:
    on_day("2023-03-06")
    hearing = services.open_hearing(
        SYSTEM, undecided.episode, "Samtaler er ikke prøvet.", clock.today().replace(day=22)
    )
    send(hearing.letter)
    if answered:
        on_day("2023-03-14")
        services.answer_hearing(SYSTEM, hearing, "Det har jeg prøvet.")
    on_day(LATER)
    typed = decision(wish_met="partly", wish="Du ønskede døgn.", facts="Du har job.", hearing_kind="by-letter")
    refused = as_authority.post(address(undecided), {**typed, "recorded_later": AT_THE_MEETING})
    assert refused.status_code == 422
    assert "Ved mødet kunne borgeren stadig svare på partshøringen" in refused.content.decode()
    assert not Decision.objects.filter(state="made").exists()
    version = Decision.objects.get().version
    assert (
        as_authority.post(address(undecided), {**typed, "recorded_later": TODAY, "version": version}).status_code == 303
    )
    event = made_event(undecided.episode)
    assert clock.local_date(event.occurred_at).isoformat() == LATER


def test_no_meeting_decided_what_was_not_assessed(as_authority: Client, undecided: AgendaItem) -> None:
    first = Event.objects.get(episode=undecided.episode, kind="assessment.completed")
    at = clock.at_noon(clock.today().replace(month=3, day=20))
    episodes.record(SYSTEM, WORK, undecided.episode, "assessment.completed", occurred_at=at, corrects=first)
    answer = as_authority.post(address(undecided), decision(recorded_later=AT_THE_MEETING))
    assert answer.status_code == 422 and "Afdækningen var ikke færdig ved mødet" in answer.content.decode()


def test_no_meeting_decided_after_a_later_decision(as_authority: Client, undecided: AgendaItem, decided: Make) -> None:
    """It would be the decision that holds on one page, and the one before on another."""
    made = decided(undecided.episode)
    again = AgendaItem.objects.create(
        meeting=Meeting.objects.get(), episode=undecided.episode, recommendation=undecided.recommendation, position=9
    )
    typed = decision(recorded_later=AT_THE_MEETING, standing=made.pk)
    answer = as_authority.post(address(again), typed)
    assert answer.status_code == 422 and "truffet en afgørelse efter mødet" in answer.content.decode()


@pytest.mark.req("KS-4.2-1")
def test_who_was_refused_can_be_granted_at_a_meeting(
    as_authority: Client, case: Make, decided: Make, recommended: Make, meeting: Make
) -> None:
    """The page carries the decision that holds: it is not mistaken for one that a colleague made meanwhile."""
    refused = decided(case(), **REFUSED)
    now = meeting()
    item = recommended(refused.episode).items.get()
    body = page(as_authority, f"/moeder/{now.pk}/{item.pk}/")
    assert f'name="standing" value="{refused.pk}"' in body
    assert "Afgørelsen træder i stedet for den, du fik i dag." in body
    assert as_authority.post(f"/moeder/{now.pk}/{item.pk}/", decision(standing=refused.pk)).status_code == 303
    made = Decision.objects.get(outcome="granted")
    event = Event.objects.filter(kind="decision.made").latest("id")
    assert made.replaces == refused and event.facts["replaces"] == refused.pk
    assert "Afgørelsen træder i stedet for den, du fik i dag." in words(made)


def test_a_postponement_has_the_day_on_which_it_was_made(undecided: AgendaItem, meeting: Make) -> None:
    services.postpone(SYSTEM, undecided, "Budgettet mangler.", meeting(days=7))
    event = Event.objects.get(kind="decision.postponed")
    assert clock.local_date(event.occurred_at).isoformat() == LATER


def test_an_answer_about_the_day_is_of_its_own_meeting(
    as_authority: Client, undecided: AgendaItem, meeting: Make, on_day: Make
) -> None:
    as_authority.post(address(undecided), decision(recorded_later=AT_THE_MEETING, act="save"))
    later = services.postpone(SYSTEM, undecided, "Budgettet mangler.", meeting(days=7))
    on_day("2023-04-25")
    services.save_decision(SYSTEM, undecided.episode, item=later)
    assert Decision.objects.get().recorded_later is None


@pytest.mark.req("KS-2-3")
def test_that_the_citizen_was_heard_is_never_ticked_beforehand(
    as_authority: Client, recommended: Make, meeting: Make
) -> None:
    now = meeting()
    one = recommended()
    assert one.read_by_citizen
    body = page(as_authority, f"/moeder/{now.pk}/{one.items.get().pk}/")
    for name in ("heard", "citizen_present", "counsellor_present"):
        box = body[body.index(f'name="{name}"') - 120 : body.index(f'name="{name}"') + 120]
        assert "checked" not in box, name


def test_who_is_not_ticked_is_not_said_to_be_away(as_authority: Client, recommended: Make, meeting: Make) -> None:
    now = meeting()
    item = recommended().items.get()
    as_authority.post(f"/moeder/{now.pk}/{item.pk}/", decision(act="save", citizen_present=None))
    item.refresh_from_db()
    assert (item.citizen_present, item.counsellor_present) == (None, None)
