"""The house's own settings: asked for on a page, confirmed by another, and then so everywhere."""

import datetime as dt
from contextlib import nullcontext
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from brobygger import standard
from brobygger.ground import clock
from brobygger.ops import cli
from brobygger.ops import commands as ops
from brobygger.records.episodes import commands
from brobygger.records.episodes.models import StoredDeadline
from brobygger.records.house import overlay
from brobygger.records.house.models import Setting
from brobygger.standard.loading import load_file, parse
from brobygger.trust import jobs
from brobygger.trust.models import AuditEntry, Notice
from tests.records.house.conftest import House

pytestmark = pytest.mark.django_db

UNIT = {
    "phone": "58 57 48 99", "menu_choice": "3", "address_name": "Stofbehandlingen", "address_street": "Ny Vej 1",
    "address_postal_code": "4200", "address_city": "Slagelse", "floor_da": "", "floor_en": "",
    "hours_monday": "9-15", "hours_tuesday": "9.30–15.00", "hours_thursday": "9-12, 13-17.30",
    "hours_note_da": "", "hours_note_en": "",
}  # fmt: skip


def tomorrow(days: int = 1) -> str:
    return (clock.today() + dt.timedelta(days=days)).isoformat()


def open_day(day: dt.date) -> dt.date:
    """The next day on which the house works by its file."""
    while not load_file().calendar.is_open(day):
        day += dt.timedelta(days=1)
    return day


@pytest.mark.req("KS-3.5-1")
def test_a_new_closing_day_moves_the_practical_day_of_running_deadlines(house: House, open_case: Any) -> None:
    case = open_case(days_ago=1)
    guarantee = StoredDeadline.objects.get(episode=case, clock="treatment-guarantee-drug")
    closed = guarantee.act_by
    assert house.close(closed.isoformat()).status_code == 200
    assert standard.load().calendar.closing(closed) is None, "nothing is so before another has confirmed it"
    house.answer()
    assert str(standard.load().calendar.closing(closed)) == "juleaften"
    assert jobs.run_waiting_jobs() >= 1
    moved = StoredDeadline.objects.get(episode=case, clock="treatment-guarantee-drug")
    assert moved.act_by < closed
    assert moved.due_on == guarantee.due_on, "the lawful day never moves"
    case.refresh_from_db()
    assert commands.recompute(verify=True) == 0
    told = AuditEntry.objects.get(action="house.recompute")
    assert (told.detail["cases"], told.detail["changed"]) == (1, 1)
    page = house.other.get("/huset/lukkedage/").content.decode()
    assert "Juleaften" in page


@pytest.mark.req("KS-3.5-1")
def test_a_closing_that_is_taken_out_gives_the_day_back(house: House, open_case: Any) -> None:
    case = open_case(days_ago=1)
    before = StoredDeadline.objects.get(episode=case, clock="treatment-guarantee-drug").act_by
    house.close(before.isoformat())
    house.answer()
    jobs.run_waiting_jobs()
    house.ask(f"lukkedage/{before.isoformat()}/fjern/")
    house.answer()
    jobs.run_waiting_jobs()
    assert StoredDeadline.objects.get(episode=case, clock="treatment-guarantee-drug").act_by == before
    assert commands.recompute(verify=True) == 0
    assert "Der er ingen." in house.asker.get("/huset/lukkedage/").content.decode()


def test_a_job_is_asked_for_once_more_for_processes_that_did_not_know(house: House) -> None:
    house.close(tomorrow(5))
    house.answer()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(scheduled_at) FROM procrastinate_jobs WHERE task_name = 'house.recompute'"
        )
        assert cursor.fetchone() == (2, 1)


def test_a_closing_of_several_days_and_one_of_every_year(house: House) -> None:
    house.close("2027-07-12", last="2027-07-16", name_da="sommerlukket", name_en="the summer closing")
    house.answer()
    house.close("2027-06-05", every_year="on", name_da="grundlovsdag", name_en="Constitution Day")
    house.answer()
    calendar = standard.load().calendar
    assert [str(calendar.closing(dt.date(2027, 7, day)) or "") for day in (11, 12, 16, 17)] == [
        "", "sommerlukket", "sommerlukket", "",
    ]  # fmt: skip
    assert [calendar.closing(dt.date(year, 6, 5)) is not None for year in (2026, 2027, 2031)] == [False, True, True]
    house.ask("lukkedage/06-05/fjern/", valid_from="2029-01-01")
    house.answer()
    calendar = standard.load().calendar
    assert [calendar.closing(dt.date(year, 6, 5)) is not None for year in (2028, 2029)] == [True, False]
    page = house.asker.get("/huset/lukkedage/").content.decode()
    assert "5. juni, hvert år" in page
    assert "mandag 12. juli 2027 til fredag 16. juli 2027" in page


def test_the_hours_and_telephone_of_a_unit_hold_from_their_day(house: House, client_as: Any) -> None:
    day = clock.today() + dt.timedelta(days=10)
    house.ask("enheder/drug/", valid_from=day.isoformat(), **UNIT)
    house.answer()
    assert standard.load().unit("drug").phone == load_file().unit("drug").phone
    with clock.standing_on(day):
        overlay.ask()
        unit = standard.load().unit("drug")
        assert unit.phone == "58 57 48 99"
        assert [(one.weekday, one.opens.hour, one.closes.hour) for one in unit.hours] == [
            (0, 9, 15), (1, 9, 15), (3, 9, 12), (3, 13, 17),
        ]  # fmt: skip
        assert unit.age_from == 30, "what is promised stands in the file alone"
        assert "58 57 48 99" in client_as("").get("/kontakt/").content.decode()
    page = house.other.get("/huset/enheder/").content.decode()
    assert "Kommende" in page
    assert "Indstillet før" in page


def test_what_check_says_comes_beside_its_field_and_nothing_typed_is_lost(house: House) -> None:
    answer = house.ask("enheder/drug/", valid_from=tomorrow(), **{**UNIT, "phone": "58 57"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_phone_error"' in page
    twice = house.ask("enheder/drug/", valid_from=tomorrow(), **{**UNIT, "phone": "58 57 48 90", "menu_choice": "2"})
    assert 'id="id_menu_choice_error"' in twice.content.decode(), "two units have no number to press together"
    assert 'value="Ny Vej 1"' in page
    assert not Setting.objects.exists()
    english = house.asker.post("/en/huset/enheder/drug/", {**UNIT, "valid_from": tomorrow(), "phone": "58 57"})
    assert "telephone" in english.content.decode()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"first": ""}, "Skriv dagen"),
        ({"first": "2020-01-01"}, "Dagen er gået"),
        ({"name_en": ""}, "Skriv det"),
        ({"last": "2026-01-01"}, "ligger før den første dag"),
        ({"last": "2031-01-01"}, "højst 60 dage"),
        ({"last": "2027-03-05", "every_year": "on"}, "er én dag"),
    ],
)
def test_a_closing_that_cannot_be_is_refused_beside_its_field(house: House, sent: dict[str, str], told: str) -> None:
    answer = house.close("2027-03-01", **sent) if "first" not in sent else house.close(**sent)
    assert answer.status_code == 422
    assert told in answer.content.decode()


@pytest.mark.parametrize("typed", ["9", "15-9", "25-26", "9-12;13-15"])
def test_hours_that_are_none_are_refused_beside_their_day(house: House, typed: str) -> None:
    answer = house.ask("enheder/drug/", valid_from=tomorrow(), **{**UNIT, "hours_monday": typed})
    assert answer.status_code == 422
    assert 'id="id_hours_monday_error"' in answer.content.decode()


def test_who_asks_cannot_confirm_nor_can_the_database_be_told_so(house: House) -> None:
    house.close(tomorrow(5))
    waits = house.waits()
    assert "En anden skal bekræfte det" in house.answer(house.asker)
    with pytest.raises(DatabaseError), transaction.atomic():
        Setting.objects.filter(pk=waits.pk).update(state="confirmed", answered_by=waits.asked_by_id)
    waits.refresh_from_db()
    assert waits.state == "waiting"
    assert AuditEntry.objects.filter(action="house.confirm", outcome="refused").exists()


def test_what_was_confirmed_can_be_neither_changed_nor_deleted(house: House) -> None:
    house.close(tomorrow(5))
    house.answer()
    for act in (lambda: Setting.objects.update(data=None), lambda: Setting.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_those_who_may_confirm_are_told_and_see_what_changes(house: House, client_as: Any) -> None:
    administrator = client_as("administrator", unit=())
    house.ask("centret/municipality/", valid_from=tomorrow(), **centre(phone="58 57 48 77"))
    waits = house.waits()
    told = Notice.objects.filter(kind="house-asked").values_list("account_id", flat=True)
    assert {administrator.account.pk, house.other.account.pk} <= set(told)
    assert house.asker.account.pk not in told
    told_page = administrator.get("/min-konto/beskeder/").content.decode()
    assert "husets indstillinger venter" in told_page
    assert 'href="/huset/"' in told_page
    page = administrator.get(f"/huset/forslag/{waits.pk}/").content.decode()
    assert "58 57 48 90" in page
    assert "58 57 48 77" in page
    assert "Hjemmeside" not in page, "only what changes is shown"
    house.answer(administrator)
    overlay.ask()
    done = AuditEntry.objects.filter(action="house.confirm", kind="change").latest("id")
    assert done.detail["what"] == "municipality"
    assert done.object_ids == [waits.pk]


def centre(**other: str) -> dict[str, str]:
    house = load_file().municipality
    found = {"phone": house.phone, "website_for_young": house.website_for_young}
    for key, where in (("address", house.address), ("complaints", house.complaints)):
        found |= {f"{key}_{part}": getattr(where, part) for part in ("name", "street", "postal_code", "city")}
    return {**found, **other}


def test_nothing_changed_is_told_and_asks_for_nothing(house: House) -> None:
    answer = house.ask("centret/municipality/", valid_from=tomorrow(), **centre())
    assert "intet er ændret" in answer.content.decode()
    assert not Setting.objects.exists()


def test_what_changed_meanwhile_is_asked_for_anew(house: House) -> None:
    house.ask("centret/municipality/", valid_from=tomorrow(5), **centre(phone="58 57 48 71"))
    old = house.waits()
    house.ask("centret/municipality/", valid_from=tomorrow(3), **centre(phone="58 57 48 72"))
    old.refresh_from_db()
    assert old.state == "withdrawn"
    house.answer()
    assert Setting.objects.get(state="confirmed").data["phone"] == "58 57 48 72"
    assert Setting.objects.filter(state="waiting").count() == 0


def test_a_new_partner_can_be_chosen_and_one_that_code_asks_for_stays(house: House) -> None:
    house.ask(
        "ny/samarbejdspartnere/", valid_from=clock.today().isoformat(), name_da="Møllens Værested", name_en="The Mill"
    )
    house.answer()
    assert [one.id for one in standard.load().partners][-1] == "moellens-vaerested"
    refused = house.ask("samarbejdspartnere/own-doctor/fjern/", valid_from=tomorrow())
    assert refused.status_code == 422
    assert "own-doctor" in refused.content.decode()
    again = house.ask("ny/samarbejdspartnere/", valid_from=tomorrow(), name_da="Møllens værested", name_en="The Mill")
    assert "allerede en med det navn" in again.content.decode()
    house.ask("samarbejdspartnere/moellens-vaerested/fjern/", valid_from=clock.today().isoformat())
    house.answer()
    assert standard.load().partners == load_file().partners


def test_rooms_themes_and_phrases_are_offered_where_they_are_for(house: House, client_as: Any, open_case: Any) -> None:
    words = {"valid_from": clock.today().isoformat(), "name_en": "In English", "text_en": "Words"}
    house.ask("ny/lokaler/", **words, name_da="Mødelokale 2", text_da="Stueetagen")
    house.answer()
    house.ask("ny/temaer/", **words, name_da="Tilbagefald", text_da="Ord")
    house.answer()
    assert house.ask("ny/standardsaetninger/", **words, name_da="Aftale", text_da="").status_code == 422
    house.ask("ny/standardsaetninger/", **words, name_da="Aftale", text_da="Vi har aftalt, at")
    house.answer()
    case, counsellor = open_case(), client_as("counsellor")
    note = counsellor.get(f"/forloeb/{case.number}/notater/nyt/", follow=True).content.decode()
    assert '<option value="Tilbagefald">' in note
    assert "Vi har aftalt, at" in note
    meeting = client_as("authority").get("/moeder/nyt/", follow=True).content.decode()
    assert '<option value="Mødelokale 2">' in meeting
    assert "standardsaetninger" in house.asker.get("/huset/").content.decode()


def test_the_weekday_of_a_standing_meeting(house: House) -> None:
    meeting = next(one for one in load_file().conferences if one.id == "psychiatry")
    house.ask(
        "faste-moeder/psychiatry/", valid_from=clock.today().isoformat(), weekday="monday",
        name_da=meeting.name.da, name_en=meeting.name.en, text_da=meeting.text.da, text_en=meeting.text.en,
    )  # fmt: skip
    house.answer()
    assert next(one for one in standard.load().conferences if one.id == "psychiatry").weekday == 0


def test_the_file_that_comes_out_passes_the_check_and_says_the_same(house: House, client_as: Any) -> None:
    house.close("2027-12-24", every_year="on")
    house.answer()
    house.ask("enheder/drug/", valid_from=clock.today().isoformat(), **UNIT)
    house.answer()
    administrator = client_as("administrator", unit=())
    answer = administrator.get("/huset/fil/")
    text = answer.content.decode()
    read = parse(answer.content)
    assert read.unit("drug").phone == "58 57 48 99"
    assert str(read.calendar.closing(dt.date(2027, 12, 24))) == "juleaften"
    assert read.calendar.closing(dt.date(2026, 12, 24)) is None
    assert "# What ends a round of the case" in text, "the comments of what nobody changed are kept"
    assert AuditEntry.objects.filter(action="house.export", kind="export").exists()


def test_roles_without_a_part_in_it_see_nothing_and_the_administrator_only_looks(house: House, client_as: Any) -> None:
    assert client_as("counsellor").get("/huset/").status_code == 403
    administrator = client_as("administrator", unit=())
    assert administrator.get("/huset/").status_code == 200
    page = administrator.get("/huset/lukkedage/").content.decode()
    assert "Ny lukkedag" not in page
    assert administrator.get("/huset/ny/lukkedage/").status_code == 403
    assert "Løfter og lov ændres ikke her" in administrator.get("/huset/").content.decode()


def test_addresses_of_nothing_are_not_found(house: House) -> None:
    for address in ("clocks/", "clocks/decision/", "enheder/x/", "ny/enheder/", "lukkedage/2030-01-01/fjern/",
                    "centret/municipality/fjern/"):  # fmt: skip
        assert house.asker.get(f"/huset/{address}").status_code == 404, address


def test_what_the_file_no_longer_goes_with_is_left_out_and_told(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file was changed after it was confirmed: what still goes stands, the rest is told of on the page."""
    house.ask("enheder/drug/", valid_from=clock.today().isoformat(), **{**UNIT, "phone": "58 57 48 90"})
    house.answer()
    house.close(tomorrow(5))
    house.answer()
    text = load_file().content.decode().replace("menu_choice = 4", "menu_choice = 5")
    text = text.replace("menu_choice = 3", "menu_choice = 4").replace("menu_choice = 5", "menu_choice = 3")
    changed = parse(text.encode())
    monkeypatch.setattr("brobygger.standard.loading._in_use", lambda: changed)
    monkeypatch.setattr("brobygger.standard.load_file", lambda: changed)
    overlay.ask()
    assert standard.load().unit("drug").menu_choice == 4
    assert standard.load().calendar.closing(clock.today() + dt.timedelta(days=5)) is not None
    assert "passer ikke længere med standardfilen" in house.asker.get("/huset/").content.decode()


def test_a_process_asks_at_most_once_in_a_while(house: House, settings: Any, django_assert_num_queries: Any) -> None:
    house.close(tomorrow(5))
    house.other.post(f"/huset/forslag/{house.waits().pk}/", {"confirm": "1"})
    overlay.forget()  # another process
    settings.HOUSE_IS_ASKED_EVERY = 3600.0
    day = clock.today() + dt.timedelta(days=5)
    assert standard.load().calendar.closing(day) is not None
    with django_assert_num_queries(0):
        overlay.ask_if_due()
        assert standard.load() is standard.load()


def test_the_command_writes_the_file_with_what_is_set(
    house: House, tmp_path: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ops, "django_ready", nullcontext)
    house.ask("enheder/drug/", valid_from=tomorrow(10), **UNIT)
    house.answer()
    assert cli.main(["standard", "export-settings", str(tmp_path / "now.toml")]) == 0
    assert cli.main(["standard", "export-settings", str(tmp_path / "then.toml"), "--on", tomorrow(10)]) == 0
    assert parse((tmp_path / "now.toml").read_bytes()).unit("drug").phone == "58 57 48 90"
    assert parse((tmp_path / "then.toml").read_bytes()).unit("drug").phone == "58 57 48 99"
    assert cli.main(["standard", "check", str(tmp_path / "then.toml")]) == 0
    assert cli.main(["standard", "export-settings", "--on", "soon"]) == 2
    assert "no date" in capsys.readouterr().err


def test_a_day_that_most_years_lack_is_no_closing_of_every_year(house: House) -> None:
    answer = house.close("2028-02-29", every_year="on")
    assert answer.status_code == 422
    assert "29. februar findes ikke hvert år" in answer.content.decode()
    assert not Setting.objects.exists()


def test_the_pages_ask_the_same_however_much_is_set(house: House) -> None:
    def asked() -> list[int]:
        counts = []
        for address in ("/huset/", "/huset/lukkedage/"):
            with CaptureQueriesContext(connection) as queries:
                house.asker.get(address)
            counts.append(len(queries))
        return counts

    house.close(tomorrow(5))
    house.answer()
    house.close(tomorrow(6))
    asked()  # what is asked once in the life of a process
    few = asked()
    for days in (7, 8, 9):
        house.answer()
        house.close(tomorrow(days))
    assert asked() == few
