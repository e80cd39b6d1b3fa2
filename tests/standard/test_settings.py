"""The house's own settings laid over a file, and the file that comes out of it. Pure: no database."""

import json
import re
from datetime import date

import pytest

from brobygger.standard import StandardFileError, load, parse
from brobygger.standard.exporting import exported, whole
from brobygger.standard.loading import PACKAGED
from brobygger.standard.settings import Setting, in_force, laid_over, with_settings

FILE = load()
DAY = date(2027, 1, 1)
NAME = {"da": "juleaften", "en": "Christmas Eve"}
PHONE = {"phone": "58 57 48 91", "address": {"name": "A", "street": "B", "postal_code": "4200", "city": "C"}}


def test_promises_and_law_are_the_very_objects_of_the_file() -> None:
    held = with_settings(FILE, [Setting("units", "drug", DAY, {**PHONE, "age_from": 18, "lines": []}, 1)], DAY)
    assert held.unit("drug").phone == "58 57 48 91"
    assert (held.unit("drug").age_from, held.unit("drug").lines) == (30, ("drug",))
    assert held.clocks is FILE.clocks
    assert held.lines is FILE.lines
    assert held.kinds_of_treatment is FILE.kinds_of_treatment
    assert held.digest == FILE.digest


def test_without_any_the_standard_is_the_file_s() -> None:
    assert with_settings(FILE, [Setting("units", "drug", date(2027, 1, 2), PHONE, 1)], DAY) is FILE


def test_of_one_thing_the_last_day_counts_and_of_one_day_what_was_said_last() -> None:
    said = [
        Setting("units", "drug", date(2027, 3, 1), {"phone": "3"}, 1),
        Setting("units", "drug", date(2027, 2, 1), {"phone": "2"}, 2),
        Setting("units", "drug", date(2027, 2, 1), {"phone": "4"}, 3),
    ]
    assert [[one.number for one in in_force(said, date(2027, month, 5))] for month in (1, 2, 3)] == [[], [3], [1]]


def test_what_does_not_go_with_the_file_is_refused_as_check_does() -> None:
    with pytest.raises(StandardFileError) as refused:
        with_settings(FILE, [Setting("units", "drug", DAY, {**PHONE, "phone": "58 57"}, 1)], DAY)
    assert refused.value.problems[0].place == "units.0.phone"


def test_a_closing_of_every_year_ends_without_a_trace_in_the_years_before() -> None:
    said = [
        Setting("closed_days", "12-24", DAY, {"name": NAME}, 1),
        Setting("closed_days", "12-24", date(2030, 1, 1), None, 2),
    ]
    calendar = with_settings(FILE, said, DAY).calendar
    assert [calendar.closing(date(year, 12, 24)) is not None for year in (2026, 2027, 2029, 2030)] == [
        False, True, True, False,
    ]  # fmt: skip


SETTINGS = [
    Setting("closed_days", "2027-07-12", DAY, {"name": NAME, "to": "2027-07-13"}, 1),
    Setting("closed_days", "12-24", DAY, {"name": NAME}, 2),
    Setting("units", "alcohol", DAY, {**PHONE, "hours": [{"days": ["monday"], "opens": "9:00", "closes": "12:00"}]}, 3),
    Setting("partners", "mill", DAY, {"name": {"da": "Møllen \"M\"", "en": "The mill"}}, 4),
    Setting("partners", "hospital", DAY, None, 5),
    Setting("municipality", "municipality", DAY, {"phone": "58 57 48 92", "address": PHONE["address"],
                                                  "complaints": PHONE["address"]}, 6),
    Setting("conferences", "psychiatry", DAY, {"name": {"da": "Møde", "en": "Meeting"}, "weekday": "monday"}, 7),
    Setting("rooms", "room-2", DAY, {"name": {"da": "Lokale 2", "en": "Room 2"}}, 8),
]  # fmt: skip


def test_what_comes_out_is_read_as_what_was_laid_over_and_keeps_the_comments() -> None:
    text = exported(FILE, SETTINGS, DAY)
    found, held = parse(text.encode()), with_settings(FILE, SETTINGS, DAY)
    assert found.units == held.units
    assert found.partners == held.partners
    assert found.conferences == held.conferences
    assert [room.name.da for room in found.rooms] == ["Lokale 2"]
    assert found.municipality == held.municipality
    assert found.calendar.closed_days == held.calendar.closed_days
    assert found.calendar.closed_every_year == held.calendar.closed_every_year
    assert found.clocks == FILE.clocks
    lost = FILE.content.decode().count("#") - text.count("#")
    assert 0 <= lost <= 2, "only the comment within the centre's own table"
    again = exported(found, SETTINGS, DAY)
    assert parse(again.encode()).units == held.units


def test_without_settings_the_file_comes_out_letter_by_letter() -> None:
    assert exported(FILE, [], DAY) == FILE.content.decode()


def test_a_file_in_another_way_of_writing_is_written_anew_and_says_the_same() -> None:
    """Partners in brackets have no header whose place could be kept."""
    text = FILE.content.decode()
    first, last = text.index("[[partners]]"), text.index("[[important_changes]]")
    rows = [f'{{ id = "{one.id}", name = {{ da = "{one.name.da}", en = "{one.name.en}" }}, '
            f"for = {list(one.purposes)} }}" for one in FILE.partners]  # fmt: skip
    other = parse((f"partners = [{', '.join(rows)}]\n" + text[:first] + text[last:]).encode())
    found = parse(exported(other, SETTINGS, DAY).encode())
    assert found.partners == with_settings(other, SETTINGS, DAY).partners
    assert found.clocks == FILE.clocks


def test_the_whole_file_written_anew_says_the_same() -> None:
    found = parse(whole(laid_over(FILE, [], DAY)).encode())
    assert (found.units, found.clocks, found.sections) == (FILE.units, FILE.clocks, FILE.sections)


@pytest.mark.parametrize("key", ["website", "website_for_young"])
@pytest.mark.parametrize(
    ("written", "holds"),
    [
        ("www.eksempel.dk", True), ("https://eksempel.dk/for/unge?a=1", True), ("blåbær.dk", True),
        ("http://eksempel.dk", False), ("javascript:alert(1)", False), ("kom forbi", False), ("eksempel", False),
        ("www.eksempel.dk:99999/x y", False), ("evil.dk\"onclick=", False), ("-a.dk", False),
    ],
)  # fmt: skip
def test_a_website_is_an_address(key: str, written: str, holds: bool) -> None:
    text = PACKAGED.read_text()
    line = f"{key} = {json.dumps(written)}"
    text = re.sub(rf"^{key} = .*$", lambda _found: line, text, count=1, flags=re.MULTILINE)
    if holds:
        assert getattr(parse(text.encode()).municipality, key) == written
        return
    with pytest.raises(StandardFileError) as refused:
        parse(text.encode())
    assert [problem.place for problem in refused.value.problems] == [f"municipality.{key}"]
