"""The citizen is told who opened the case, when and for what purpose."""

from brobygger.ground import clock
from brobygger.trust.models import AuditEntry
from tests.desk.test_my_day import main_part, text


def test_everyone_who_opened_the_case_stands_there_with_day_and_purpose(client_as, make_account, open_case):
    mette = make_account("counsellor", unit="drug", name="Mette Lund")
    dorte = make_account("authority", unit="drug", name="Dorte Vang")
    episode = open_case(responsible=mette)
    for _ in range(2):
        text(client_as(mette), f"/forloeb/{episode.number}/")
    text(client_as(dorte), f"/forloeb/{episode.number}/")
    html = main_part(text(client_as(mette), f"/forloeb/{episode.number}/indsigt/"))
    assert "Mette Lund" in html
    assert "Dorte Vang" in html
    assert "Arbejde med forløbet" in html
    assert "2 gange" in html


def test_another_unit_does_not_learn_who_has_seen_it(client_as, open_case):
    episode = open_case()
    assert client_as("counsellor", unit="alcohol").get(f"/forloeb/{episode.number}/indsigt/").status_code == 403


def test_a_case_that_nobody_has_opened_says_so(client_as, open_case):
    episode = open_case()
    assert "Ingen har åbnet forløbet endnu" in text(client_as("counsellor"), f"/forloeb/{episode.number}/indsigt/")


def test_what_was_opened_from_outside_or_in_another_role_is_a_line_of_its_own(client_as, make_account, open_case):
    """Also when the same person has come to read it by right on the same day, and when two bear the same name."""
    mette, other = (make_account("counsellor", unit="drug", name="Mette Lund") for _ in range(2))
    episode = open_case(responsible=mette)
    page = f"/forloeb/{episode.number}/"
    usual = {"kind": "read", "episode_id": episode.pk, "action": "staff.case", "outcome": "ok", "at": clock.now()}
    for account, roles, glass in (
        (mette, ["counsellor"], True),
        (mette, ["counsellor"], False),
        (mette, ["counsellor"], False),
        (mette, ["secretary"], False),
        (other, ["counsellor"], False),
    ):
        AuditEntry.objects.create(
            **usual, actor_id=account.pk, actor_roles=roles, detail={"glass": True} if glass else {}
        )
    html = main_part(text(client_as(make_account("manager", unit="drug", name="Hanne Riis")), f"{page}indsigt/"))
    assert html.count("<strong>Mette Lund</strong>") == 4
    assert html.count("åbnet fra en anden enhed") == 1 and html.count("2 gange") == 1
    assert html.count("Mette Lund</strong>, sekretær") == 1
