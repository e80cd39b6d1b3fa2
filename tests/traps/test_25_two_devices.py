"""Trap 25: two devices, and the last one wins. What was read is sent with what is written, and one is asked.

The citizen's page and the assessment are tried in their rooms; here the decision, the recommendation, the plan and
the follow-up talk. And what two do in the same moment.
"""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from brobygger.care.plans.models import FollowUp, Plan
from brobygger.care.visitation import services as visitation
from brobygger.care.visitation.models import Decision, Hearing, Recommendation
from brobygger.records.drafts.models import Draft
from brobygger.records.letters.models import Letter
from brobygger.trust.access import SYSTEM
from tests.care.plans.cases import decided_case, typed_plan, typed_talk
from tests.care.visitation.conftest import case, day, decided, recommended  # noqa: F401
from tests.care.visitation.pages import decision, typed
from tests.cases import GRANTED

Make = Callable[..., Any]


def hidden(page: str, name: str) -> str:
    """The value of a hidden field of a page, as the form would send it."""
    import re

    found = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', page)
    return found.group(1) if found else ""


@pytest.fixture
def two(make_account: Make, client_as: Callable[..., Client]) -> tuple[Client, Client]:
    """Two of the authority, each at a device of their own."""
    roles = ("authority", "counsellor")
    return tuple(client_as(make_account(*roles, unit="drug", name=name)) for name in ("Dorte", "Bo"))  # type: ignore[return-value]


def sent(page: str, **values: Any) -> dict[str, Any]:
    return {**values, "version": hidden(page, "version"), "standing": hidden(page, "standing")}


@pytest.mark.django_db
def test_the_first_draft_of_a_decision_is_not_overwritten_by_a_form_drawn_before_it(two: Any, case: Make) -> None:  # noqa: F811
    one, other = two
    address = f"/forloeb/{case().number}/afgoerelse/"
    first, second = (client.get(address).content.decode() for client in two)
    mine = decision(act="save", choice="ambulatory-individual", reasons="Dorte skrev dette.")
    theirs = decision(act="save", choice="ambulatory-individual", reasons="Bo skrev noget andet.")
    assert one.post(address, sent(first, **mine)).status_code == 303
    answer = other.post(address, sent(second, **theirs))
    assert answer.status_code == 409
    assert "Bo skrev noget andet." in answer.content.decode()
    assert Decision.objects.get().reasons == "Dorte skrev dette."
    kept = other.post(address + "brev/", sent(second, **theirs))
    assert "Dorte skrev dette." not in kept.content.decode() or Decision.objects.get().reasons == "Dorte skrev dette."
    assert Decision.objects.get().reasons == "Dorte skrev dette."


@pytest.mark.django_db
def test_a_draft_of_a_recommendation_is_not_overwritten_either(two: Any, case: Make) -> None:  # noqa: F811
    one, other = two
    address = f"/forloeb/{case().number}/indstilling/"
    first, second = (client.get(address).content.decode() for client in two)
    assert one.post(address, sent(first, **typed(text="Første udgave."))).status_code == 303
    assert other.post(address, sent(second, **typed(text="Anden udgave."))).status_code == 409
    assert other.post(address + "kladde/", sent(second, **typed(text="Tredje."))).status_code == 409
    assert Recommendation.objects.get().text == "Første udgave."


@pytest.mark.django_db
@pytest.mark.parametrize("with_draft", [False, True])
def test_the_second_who_decides_is_told(two: Any, case: Make, with_draft: bool) -> None:  # noqa: F811
    one, other = two
    address = f"/forloeb/{case().number}/afgoerelse/"
    form = decision(choice="ambulatory-individual")
    if with_draft:
        one.post(address, sent(one.get(address).content.decode(), **{**form, "act": "save"}))
    first, second = (client.get(address).content.decode() for client in two)
    assert one.post(address, sent(first, **form)).status_code == 303
    answer = other.post(address, sent(second, **{**form, "weeks": "4"}))
    assert answer.status_code == 422
    assert "er allerede truffet" in answer.content.decode() or "allerede" in answer.content.decode()
    assert Decision.objects.count() == 1
    assert Letter.objects.filter(kind="decision").count() == 1


@pytest.mark.django_db
def test_beginning_anew_takes_no_draft_from_a_colleague(two: Any, case: Make, decided: Make) -> None:  # noqa: F811
    one, other = two
    made = decided(case())
    address = f"/forloeb/{made.episode.number}/afgoerelse/"
    one.post(address + "ny/")
    form = decision(act="save", choice="ambulatory-individual", reasons="Nye ord.")
    assert one.post(address, sent(one.get(address).content.decode(), **form)).status_code == 303
    assert other.post(address + "ny/").status_code == 303
    assert Decision.objects.get(state="draft").reasons == "Nye ord."


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """Do them in the same moment, each over a connection of its own; what was raised is given back."""
    start, told = Barrier(len(acts)), []

    def run(act: Callable[[], Any]) -> None:
        try:
            start.wait()
            act()
            told.append(None)
        except Exception as error:
            told.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


@pytest.mark.django_db(transaction=True)
def test_four_open_a_hearing_at_once_and_one_letter_goes(case: Make) -> None:  # noqa: F811
    from brobygger.ground import clock

    episode = case()
    reply_by = visitation.reply_day(episode, clock.today())
    told = at_once([lambda: visitation.open_hearing(SYSTEM, episode, "Det tæller imod.", reply_by)] * 4)
    assert sum(error is None for error in told) == 1
    assert all(error is None or isinstance(error, visitation.NotReady) for error in told), told
    assert Hearing.objects.count() == Letter.objects.filter(kind="hearing").count() == 1


@pytest.mark.django_db(transaction=True)
def test_four_decide_at_once_and_one_decision_stands(case: Make) -> None:  # noqa: F811
    from datetime import timedelta

    from brobygger.ground import clock

    episode = case()
    given = {**GRANTED, "start_on": clock.today() + timedelta(days=3)}

    def decide() -> None:
        draft = visitation.save_decision(SYSTEM, episode, **given)
        visitation.make(SYSTEM, draft, standing=0)

    told = at_once([decide] * 4)
    assert sum(error is None for error in told) == 1
    assert all(error is None or isinstance(error, visitation.NotReady) for error in told), told
    assert Decision.objects.filter(state="made").count() == Letter.objects.filter(kind="decision").count() == 1


# --- The plan and its talks ----------------------------------------------------------------------------


@pytest.fixture
def planned(make_account: Make, on_day: Make) -> Any:
    return decided_case(make_account("counsellor", unit="drug", name="Mette Lund"), on_day, until="started")


def marks(page: str) -> dict[str, str]:
    return {name: hidden(page, name) for name in ("draft_version", "draft_editor", "read")}


@pytest.mark.django_db
def test_two_agree_on_a_plan_and_the_second_sees_the_firsts(planned: Any, client_as: Callable[..., Client]) -> None:
    one, other = client_as(planned.counsellor), client_as("counsellor", unit="drug", name="Bo")
    address = f"/forloeb/{planned.number}/plan/skriv/"
    first, second = (client.get(address).content.decode() for client in (one, other))
    assert one.post(address, {**typed_plan(), **marks(first), "act": "agree"}).status_code == 303
    form = {**typed_plan(aim="Noget helt andet"), **marks(second), "act": "agree"}
    answer = other.post(address, form)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Der er aftalt en plan, siden du åbnede siden" in page
    assert "Noget helt andet" in page
    assert Plan.objects.count() == 1
    # Now it has been read: it may become the next version.
    assert other.post(address, {**form, **marks(page)}).status_code == 303
    assert Plan.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "form", "model"),
    [("plan/skriv/", typed_plan(), Plan), ("opfoelgning/", typed_talk(day="2023-04-04"), FollowUp)],
)
def test_a_button_pressed_twice_acts_once(
    make_account: Make, on_day: Make, client_as: Callable[..., Client], address: str, form: Any, model: Any
) -> None:
    until = "planned" if model is FollowUp else "started"
    plan = decided_case(make_account("counsellor", unit="drug"), on_day, until=until)
    client = client_as(plan.counsellor)
    place = f"/forloeb/{plan.number}/{address}"
    page = client.get(place).content.decode()
    sends = {**form, **marks(page), "once": _button(page)}
    answers = [client.post(place, sends) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert model.objects.filter(episode=plan.episode).count() == 1
    assert not Draft.objects.filter(episode=plan.episode).exists()


def _button(page: str) -> str:
    import re

    return re.search(r'<button[^>]*name="once" value="([^"]+)"', page).group(1)  # type: ignore[union-attr]


@pytest.mark.django_db
def test_two_write_a_talk_and_the_second_sees_the_firsts(
    make_account: Make, on_day: Make, client_as: Callable[..., Client]
) -> None:
    plan = decided_case(make_account("counsellor", unit="drug"), on_day, until="planned")
    one, other = client_as(plan.counsellor), client_as("counsellor", unit="drug", name="Bo")
    address = f"/forloeb/{plan.number}/opfoelgning/"
    first, second = (client.get(address).content.decode() for client in (one, other))
    assert one.post(address, {**typed_talk(day="2023-04-04"), **marks(first), "act": "hold"}).status_code == 303
    answer = other.post(
        address, {**typed_talk(situation="En anden samtale", day="2023-04-04"), **marks(second), "act": "hold"}
    )
    assert answer.status_code == 422
    assert "Der er skrevet en opfølgning" in answer.content.decode()
    assert "En anden samtale" in answer.content.decode()
    assert FollowUp.objects.count() == 1
