"""Two colleagues press "Tag den" in the same second: one gets it, the other is told who did."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from brobygger.care.intake import access as actions
from brobygger.care.intake.models import Inquiry
from brobygger.care.intake.services import inquiries
from brobygger.care.intake.services.inquiries import TakenAlready
from brobygger.trust.models import Account

Make = Callable[..., Any]


@pytest.mark.django_db(transaction=True)
def test_one_gets_it(inquiry: Make, make_account: Make) -> None:
    row = inquiry()
    colleagues = [make_account("counsellor", unit="drug") for _ in range(4)]
    start, told = Barrier(len(colleagues)), []

    def press(colleague: Account) -> None:
        try:
            start.wait()
            inquiries.take(colleague, actions.TAKE, Inquiry.objects.get(pk=row.pk))
            told.append(("took", colleague.pk))
        except TakenAlready as taken:
            told.append(("was told", taken.inquiry.taken_by_id))
        finally:
            connection.close()

    threads = [Thread(target=press, args=(colleague,)) for colleague in colleagues]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    row.refresh_from_db()
    assert sorted(told) == sorted([("took", row.taken_by_id)] + [("was told", row.taken_by_id)] * 3)
    assert row.episode.events.filter(kind="case.handed-over").count() == 1
