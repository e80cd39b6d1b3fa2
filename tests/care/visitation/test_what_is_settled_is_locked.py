"""What was put forward, answered, handed in or sent stays for the application's role too: the database refuses."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pgtrigger
import pytest
from django.db import DatabaseError, models, transaction

from brobygger.care.intake.models import Concern
from brobygger.care.visitation import services
from brobygger.care.visitation.models import Appeal, Recommendation, ServiceComplaint
from brobygger.ground import clock
from brobygger.ground.fields import bound
from brobygger.records.letters.models import Letter
from brobygger.trust.access import SYSTEM
from tests.care.visitation.conftest import receive_letter
from tests.cases import REFUSED

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]


def refuses(row: models.Model, *changes: dict[str, Any]) -> None:
    """Each of the changes and the deletion is refused, also when the library's triggers are told to stand aside."""
    mine = type(row)._default_manager.filter(pk=row.pk)
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic(), pgtrigger.ignore():
            mine.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic(), pgtrigger.ignore():
        mine.delete()


def test_an_appeal_and_its_answer_stand(decided: Make) -> None:
    decision = decided(**REFUSED)
    receive_letter(decision, clock.today())
    new = services.NewAppeal("refusal", "oral", "Jeg vil i døgnbehandling.", decision)
    appeal = services.receive(SYSTEM, decision.episode, new)
    earlier = {"received_at": appeal.received_at - timedelta(days=30)}
    refuses(appeal, bound(appeal, text="Noget andet."), earlier, {"decision": None, "about": "guarantee"})
    services.uphold(SYSTEM, appeal, "Ambulant behandling skal prøves først.")
    answered = Appeal.objects.get()
    refuses(answered, bound(answered, reasons="Af andre grunde."), {"state": "received"}, {"reassessed_at": None})


def test_a_complaint_and_its_answer_stand(case: Make) -> None:
    new = services.NewComplaint("places", "oral", "Der er for få pladser.")
    complaint = services.receive_complaint(SYSTEM, case(), new)
    refuses(complaint, bound(complaint, text="Alt er godt."), {"about": "conduct"})
    services.answer_complaint(SYSTEM, complaint, "Vi åbner et hold mere i juni.")
    answered = ServiceComplaint.objects.get()
    refuses(answered, bound(answered, answer="Nej."), {"answered_at": None})


def test_a_recommendation_stands_when_it_is_handed_in(recommended: Make) -> None:
    handed_in = recommended()
    other_words = bound(handed_in, text="Døgnbehandling.")
    refuses(handed_in, other_words, bound(handed_in, own_words="Jeg vil hjem."), {"weeks": 26}, {"state": "draft"})
    services.withdraw(SYSTEM, handed_in, "Lars vil tænke sig om.")
    withdrawn = Recommendation.objects.get()
    refuses(withdrawn, bound(withdrawn, withdrawn_reason="Ingen grund."), {"state": "submitted"})


def test_a_concern_for_a_child_is_made_once_and_never_changed(case: Make) -> None:
    concern = Concern.objects.create(
        episode=case(), about="child", known_at=clock.now(), law="barnets lov § 133", child="Ida", seen="Alene hjemme.",
        told="no", why_not_told="Fare for barnet.", recorded_at=clock.now(),
    )  # fmt: skip
    assert Concern.objects.update(letter_id=7) == 1  # its notification, written right after it
    changes = ({"told": "yes"}, {"letter_id": 8}, {"law": "ingen"}, {"known_at": clock.now() - timedelta(days=9)})
    refuses(concern, *(bound(concern, **{name: "andet"}) for name in ("seen", "child", "why_not_told")), *changes)


def test_a_letters_day_its_writer_and_its_receipt_stand(decided: Make) -> None:
    decision = decided()
    receive_letter(decision, clock.today())
    letter = Letter.objects.get(pk=decision.letter_id)
    earlier = clock.today() - timedelta(days=30)
    refuses(
        letter, {"queued_at": letter.queued_at - timedelta(days=30)}, bound(letter, facts={}), {"message_id": None},
        {"delivered_on": earlier}, {"written_by": None} if letter.written_by_id else {"delivered_on": None},
    )  # fmt: skip
