"""A closing that is there is changed: called otherwise, moved, made longer or shorter."""

import datetime as dt
from typing import Any

import pytest

from brobygger import standard
from brobygger.ground import clock
from brobygger.records.episodes import commands
from brobygger.records.episodes.models import StoredDeadline
from brobygger.records.house import overlay
from brobygger.records.house.models import Setting
from brobygger.standard.loading import parse
from brobygger.trust import jobs
from tests.records.house.conftest import House

pytestmark = pytest.mark.django_db


def closed(*days: int) -> list[str]:
    """What the house is closed for on days of July 2027."""
    return [str(standard.load().calendar.closing(dt.date(2027, 7, day)) or "") for day in days]


def change(house: House, key: str, **sent: str) -> Any:
    return house.ask(f"lukkedage/{key}/", **{"name_da": "sommerlukket", "name_en": "summer", **sent})


@pytest.fixture
def summer(house: House) -> House:
    """A house that is closed from 12 to 16 July 2027."""
    house.close("2027-07-12", last="2027-07-16", name_da="sommerlukket", name_en="summer")
    house.answer()
    return house


def test_a_closing_is_moved_called_otherwise_and_moved_back(summer: House) -> None:
    form = summer.asker.get("/huset/lukkedage/2027-07-12/").content.decode()
    assert 'value="2027-07-12"' in form
    assert 'value="2027-07-16"' in form
    assert 'value="sommerlukket"' in form
    change(summer, "2027-07-12", first="2027-07-14", last="2027-07-19", name_da="sommerferie")
    page = summer.other.get(f"/huset/forslag/{summer.waits().pk}/").content.decode()
    assert "mandag 12. juli 2027 til fredag 16. juli 2027" in page
    assert "onsdag 14. juli 2027 til mandag 19. juli 2027" in page
    summer.answer()
    assert closed(12, 13, 14, 19, 20) == ["", "", "sommerferie", "sommerferie", ""]
    assert "onsdag 14. juli 2027 til mandag 19. juli 2027" in summer.asker.get("/huset/lukkedage/").content.decode()
    change(summer, "2027-07-12", first="2027-07-12", last="2027-07-12")
    summer.answer()
    assert closed(12, 13, 14) == ["sommerlukket", "", ""]
    assert Setting.objects.latest("id").data == {"name": {"da": "sommerlukket", "en": "summer"}}


def test_a_day_that_a_closing_was_moved_away_from_can_be_closed_again_by_another(summer: House) -> None:
    twice = summer.close("2027-07-12")
    assert twice.status_code == 422
    assert "allerede en lukkedag" in twice.content.decode()
    assert 'id="id_first_error"' in twice.content.decode()
    change(summer, "2027-07-12", first="2027-07-14", last="2027-07-15")
    summer.answer()
    summer.close("2027-07-12")
    summer.answer()
    assert closed(12, 13, 14, 15) == ["juleaften", "", "sommerlukket", "sommerlukket"]
    change(summer, "2027-07-12-2", first="2027-07-13", last="", name_da="for sig", name_en="apart")
    summer.answer()
    assert closed(12, 13, 14) == ["", "for sig", "sommerlukket"]
    summer.ask("lukkedage/2027-07-12-2/fjern/")
    summer.answer()
    assert closed(12, 13, 14) == ["", "", "sommerlukket"]
    answer = summer.asker.get("/huset/fil/")
    assert list(parse(answer.content).calendar.closed_days) == [dt.date(2027, 7, 14), dt.date(2027, 7, 15)]


def test_one_day_within_a_longer_closing_that_is_taken_out_leaves_the_longer_whole(summer: House) -> None:
    summer.close("2027-07-14", name_da="for sig", name_en="apart")
    summer.answer()
    assert closed(13, 14, 15) == ["sommerlukket", "for sig", "sommerlukket"]
    summer.ask("lukkedage/2027-07-14/fjern/")
    summer.answer()
    assert closed(13, 14, 15) == ["sommerlukket", "sommerlukket", "sommerlukket"]


def test_a_closing_that_has_begun_is_made_shorter_or_longer_and_its_days_stay(summer: House) -> None:
    with clock.standing_on(dt.date(2027, 7, 14)):
        overlay.ask()
        for sent in ({"first": "2027-07-13", "last": "2027-07-16"}, {"first": "2027-07-12", "last": "2027-07-12"},
                     {"first": "2027-07-12", "last": "2027-07-16", "name_da": "andet"}):  # fmt: skip
            answer = change(summer, "2027-07-12", **sent)
            assert answer.status_code == 422, sent
            assert f'value="{sent["last"]}"' in answer.content.decode()
        assert "Den er begyndt" in answer.content.decode()
        assert "Den er begyndt" in summer.ask("lukkedage/2027-07-12/fjern/").content.decode()
        change(summer, "2027-07-12", first="2027-07-12", last="2027-07-14")
        summer.answer()
        assert closed(12, 13, 14, 15) == ["sommerlukket", "sommerlukket", "sommerlukket", ""]
        change(summer, "2027-07-12", first="2027-07-12", last="2027-07-17")
        summer.answer()
        assert closed(12, 16, 17, 18) == ["sommerlukket", "sommerlukket", "sommerlukket", ""]


def test_what_comes_every_year_is_called_otherwise_from_a_day_on(house: House) -> None:
    house.close("2027-06-05", every_year="on", name_da="grundlovsdag", name_en="Constitution Day")
    house.answer()
    form = house.asker.get("/huset/lukkedage/06-05/").content.decode()
    assert "5. juni, hvert år" in form
    assert 'name="first"' not in form
    house.ask("lukkedage/06-05/", valid_from="2029-01-01", name_da="fars dag", name_en="Father’s Day")
    house.answer()
    calendar = standard.load().calendar
    assert [str(calendar.closing(dt.date(year, 6, 5))) for year in (2028, 2029)] == ["grundlovsdag", "fars dag"]


def test_the_deadlines_around_the_days_of_before_and_after_are_computed_again(house: House, open_case: Any) -> None:
    case = open_case(days_ago=1)

    def act_by() -> dt.date:
        return StoredDeadline.objects.get(episode=case, clock="treatment-guarantee-drug").act_by

    before = act_by()
    later = (before + dt.timedelta(days=30)).isoformat()
    house.close(before.isoformat())
    house.answer()
    jobs.run_waiting_jobs()
    assert act_by() < before
    change(house, before.isoformat(), first=later, last="")
    house.answer()
    jobs.run_waiting_jobs()
    assert act_by() == before, "the day that was given back"
    change(house, before.isoformat(), first=before.isoformat(), last="")
    house.answer()
    jobs.run_waiting_jobs()
    assert act_by() < before
    assert commands.recompute(verify=True) == 0
