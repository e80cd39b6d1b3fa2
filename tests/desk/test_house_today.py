"""The manager's day: units and counsellors in numbers of cases, and the way to the cases behind."""

import re

from brobygger.records.episodes.models import StoredDeadline
from tests.desk.test_my_day import main_part, text


def test_the_manager_sees_units_and_counsellors_in_numbers(client_as, make_account, open_case, on_day):
    on_day("2026-03-02")
    counsellor = make_account("counsellor", unit="drug", name="Mette Lund")
    for days in (30, 13, 1):
        open_case(name="Karina Holst", responsible=counsellor, days_ago=days)
    open_case(name="Tina Ravn", days_ago=30)
    html = main_part(text(client_as("manager", unit="drug")))
    assert "Karina Holst" not in html and "Tina Ravn" not in html
    body = html.split("<tbody>")[1].split("</tbody>")[0]
    rows = [re.findall(r">(?:<strong>)?([^<>]+)<", row) for row in body.split("<tr")[1:]]
    told = {row[0]: row[-5:] for row in ([one.strip() for one in row if one.strip()] for row in rows)}
    assert list(told) == ["Uden ansvarlig", "Mette Lund", "I alt"]
    assert [row[0] for row in told.values()] == ["1", "3", "4"]  # cases
    assert [row[4] for row in told.values()] == ["1", "3", "4"]  # before treatment
    assert int(told["Mette Lund"][2]) >= 1 and int(told["Uden ansvarlig"][2]) >= 1  # a promise overdue
    assert "Intet haster" not in html and "1 uden ansvarlig" in html
    listed = f"/forloeb/?enhed=drug&amp;hvem={counsellor.pk}"
    assert listed in html
    cases = main_part(text(client_as("manager", unit="drug"), listed.replace("&amp;", "&")))
    assert "Karina Holst" in cases and "Tina Ravn" not in cases
    assert "Mette Lund" not in main_part(text(client_as("manager", unit="alcohol")))


def test_the_managers_numbers_count_cases_and_tell_promises_from_the_houses_own_days(client_as, open_case, on_day):
    on_day("2026-03-02")
    broken, behind = open_case(name="Tina Ravn", days_ago=30), open_case(name="Lars Bo", days_ago=30)
    StoredDeadline.objects.filter(episode=behind.pk, due_on__lt="2026-03-02").update(is_promise=False)
    overdue = StoredDeadline.objects.filter(episode=broken.pk, outcome="open", due_on__lt="2026-03-02")
    assert overdue.filter(is_promise=True).count() > 1
    html = main_part(text(client_as("manager", unit="drug")))
    total = re.search(r'list__total.*?data-label="Løfte overskredet">(.*?)</td>.*?overskredet">(.*?)</td>', html, re.S)
    assert total and "1" in total[1] and "2" not in total[1] and total[2] == "1"
    assert "1 med et overskredet løfte" in html


def test_what_is_due_today_is_not_overdue_to_the_manager_either(client_as, open_case, on_day):
    on_day("2026-03-02")
    episode = open_case(name="Tina Ravn", days_ago=1)
    last = StoredDeadline.objects.get(episode=episode.pk, clock="treatment-guarantee-drug").due_on
    StoredDeadline.objects.filter(episode=episode.pk).exclude(clock="treatment-guarantee-drug").update(outcome="met")
    on_day(last)
    assert "1 med frist nu" in (html := main_part(text(client_as("manager", unit="drug"))))
    assert "0 med et overskredet løfte" in html
