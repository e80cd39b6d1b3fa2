"""The chair puts the agenda in order, and cancels a meeting without losing a case."""

from django.test import Client

from brobygger.care.visitation.models import AgendaItem
from tests.care.visitation.pages import Make, decision, page


def order(meeting: object) -> list[int]:
    return list(
        AgendaItem.objects.filter(meeting=meeting).order_by("position").values_list("recommendation", flat=True)
    )


def test_the_agenda_is_put_in_order(as_authority: Client, recommended: Make, meeting: Make) -> None:
    now = meeting()
    one, two, three = recommended(), recommended(), recommended()
    assert "Ændr rækkefølgen" in page(as_authority, f"/moeder/{now.pk}/")
    last = AgendaItem.objects.get(recommendation=three)
    assert as_authority.post(f"/moeder/{now.pk}/{last.pk}/flyt/", {"way": "up"}).status_code == 303
    assert order(now) == [one.pk, three.pk, two.pk]
    first = AgendaItem.objects.get(recommendation=one)
    as_authority.post(f"/moeder/{now.pk}/{first.pk}/flyt/", {"way": "up"})
    assert order(now) == [one.pk, three.pk, two.pk]


def test_a_cancelled_meeting_hands_its_cases_on(as_authority: Client, recommended: Make, meeting: Make) -> None:
    now, later = meeting(), meeting(days=7)
    one = recommended()
    assert "Aflys mødet" in page(as_authority, f"/moeder/{now.pk}/")
    assert as_authority.post(f"/moeder/{now.pk}/aflys/").status_code == 303
    assert AgendaItem.objects.get(recommendation=one, state="waiting").meeting == later
    body = page(as_authority, "/moeder/")
    assert f"/moeder/{later.pk}/" in body and f'href="/moeder/{now.pk}/"' not in body
    assert "Mødet er aflyst." in page(as_authority, f"/moeder/{now.pk}/")
    assert meeting().pk != now.pk, "another can be planned at that hour"


def test_a_meeting_that_has_decided_is_not_cancelled(as_authority: Client, recommended: Make, meeting: Make) -> None:
    now = meeting()
    item = recommended().items.get()
    as_authority.post(f"/moeder/{now.pk}/{item.pk}/", decision())
    answer = as_authority.post(f"/moeder/{now.pk}/aflys/", follow=True)
    assert "Der er truffet en afgørelse på mødet." in answer.content.decode()


def test_a_counsellor_cancels_no_meeting(as_counsellor: Client, meeting: Make) -> None:
    assert as_counsellor.post(f"/moeder/{meeting().pk}/aflys/").status_code == 403
