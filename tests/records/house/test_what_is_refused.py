"""What the house cannot set is refused in words that say what is so, whoever asks and by whatever way."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from brobygger import standard
from brobygger.ground import clock
from brobygger.records.house import services
from brobygger.records.house.models import Setting
from brobygger.records.house.rules import NotSet
from brobygger.standard.loading import load_file
from brobygger.trust import access
from tests.records.house.conftest import House
from tests.records.house.test_house import centre

pytestmark = pytest.mark.django_db

WORDS = {"name_en": "In English", "text_da": "Ord", "text_en": "Words"}
NAMED = {"name": {"da": "Et", "en": "One"}}


def today() -> str:
    return clock.today().isoformat()


def open_days(how_many: int) -> list[str]:
    """So many days from next week on, on which somebody works."""
    first = clock.today() + dt.timedelta(days=7)
    calendar = standard.load().calendar
    days = (first + dt.timedelta(days=number) for number in range(3 * how_many + 7))
    return [day.isoformat() for day in days if calendar.is_open(day)][:how_many]


def test_a_name_without_letters_is_told_so_and_two_names_of_one_id_both_stand(house: House) -> None:
    refused = house.ask("ny/temaer/", valid_from=today(), **WORDS, name_da="😀")
    assert refused.status_code == 422
    assert "mindst ét bogstav" in refused.content.decode()
    for called in ("C", "C++"):
        house.ask("ny/temaer/", valid_from=today(), **WORDS, name_da=called)
        house.answer()
    assert [(one.id, one.name.da) for one in standard.load().themes][-2:] == [("c", "C"), ("c-2", "C++")]
    assert (
        "allerede en med det navn"
        in house.ask("ny/temaer/", valid_from=today(), **WORDS, name_da="c++").content.decode()
    )


def test_nobody_has_more_waiting_than_another_can_look_at(house: House) -> None:
    *days, another = open_days(services.MOST_WAITING + 1)
    for day in days:
        house.close(day)
    one_more = house.close(another)
    assert one_more.status_code == 422
    assert "Så mange af dine forslag venter" in one_more.content.decode()
    assert Setting.objects.filter(state="waiting").count() == services.MOST_WAITING
    anew = house.close(days[0], name_da="andet")
    assert "Så mange" not in anew.content.decode(), "what takes another's place makes none more"


def test_the_services_ask_for_the_right_themselves(house: House, client_as: Any) -> None:
    counsellor = client_as("counsellor").account
    with pytest.raises(access.Refused):
        services.ask(counsellor, "themes", "et", clock.today(), NAMED)
    with pytest.raises(access.Refused):
        services.export(counsellor, clock.today())
    house.close(open_days(1)[0])
    for answer in (services.confirm, services.decline):
        with pytest.raises(access.Refused):
            answer(counsellor, house.waits().pk)
    assert house.waits().state == "waiting"


@pytest.mark.parametrize(
    ("name", "key", "data"),
    [
        ("clocks", "decision", NAMED),
        ("themes", "et", {**NAMED, "is_promise": True}),
        ("themes", "Et hus/", NAMED),
        ("units", "no-such-unit", {"phone": "58 57 48 90"}),
        ("units", "drug", None),
        ("municipality", "another", {"phone": "58 57 48 90"}),
        ("closed_days", "2027-02-30", NAMED),
        ("closed_days", "some day", NAMED),
        ("closed_days", "02-30", NAMED),
        ("closed_days", "2027-02-03", {**NAMED, "to": "never"}),
        ("closed_days", "12-24", {**NAMED, "to": "2027-12-24"}),
    ],
)
def test_what_no_page_sets_is_refused(house: House, name: str, key: str, data: Any) -> None:
    with pytest.raises(NotSet, match="not-settable"):
        services.ask(house.asker.account, name, key, clock.today() + dt.timedelta(days=1), data)


@pytest.mark.parametrize("source", ['to "slags".toml', "to\r\nlinjer.toml", "blå bog.toml"])
def test_the_file_that_comes_out_may_be_called_anything(
    house: House, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    called = replace(load_file(), source=source)
    monkeypatch.setattr("brobygger.standard.load_file", lambda: called)
    answer = house.asker.get("/huset/fil/")
    assert answer.status_code == 200
    header = answer["Content-Disposition"]
    assert header.startswith("attachment; ")
    assert 'to "slags"' not in header


def test_a_website_that_is_none_is_told_of_beside_its_field(house: House) -> None:
    refused = house.ask("centret/municipality/", valid_from=today(), **centre(website_for_young="javascript:alert(1)"))
    assert refused.status_code == 422
    assert 'id="id_website_for_young_error"' in refused.content.decode()
