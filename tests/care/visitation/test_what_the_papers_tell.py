"""What visitation adds to the whole case: everything that was written, also by the meeting and by Ankestyrelsen."""

from collections.abc import Callable
from typing import Any

from django.utils import translation

from brobygger.care.visitation import papers, services
from brobygger.care.visitation.models import AgendaItem, Appeal, ChoiceStep, ProviderChoice, Question, Ruling
from brobygger.ground import clock
from brobygger.records.papers.parts import Reader
from brobygger.trust.access import SYSTEM

Make = Callable[..., Any]


def told(episode: Any) -> str:
    with translation.override("da"):
        part = papers.of_case(Reader(SYSTEM), episode)
    return "\n".join("\n".join((one.title, one.told, *one.paragraphs)) for one in part.papers)


def test_the_meeting_with_what_it_asked_and_why_it_waited_is_there(
    case: Make, recommended: Make, meeting: Make
) -> None:
    episode = case()
    recommendation = recommended(episode)
    Question.objects.create(
        recommendation=recommendation, text="Er det prøvet før?", asked_at=clock.now(), answer="Ja, i 2019."
    )
    services.put_on_agenda(SYSTEM, recommendation, meeting())
    item = AgendaItem.objects.get(episode=episode)
    item.state, item.missing = "postponed", "Svar fra psykiatrien."
    item.save()
    words = told(episode)
    assert "Myndigheden spurgte: Er det prøvet før?\nSvar: Ja, i 2019." in words
    assert "Det manglede: Svar fra psykiatrien." in words
    assert "Sted: Mødelokalet" in words


def test_what_is_granted_beside_the_choice_and_the_ruling_are_there(case: Make, decided: Make) -> None:
    episode = case()
    decision = decided(episode, also=["ambulatory-group"])
    now = clock.now()
    choice = ProviderChoice.objects.create(
        episode=episode,
        decision=decision,
        provider="Blå Kors",
        approved=True,
        similar=True,
        direct=False,
        chosen_at=now,
    )
    ChoiceStep.objects.create(
        choice=choice, kind="accepted", starts_on=clock.today(), words="De glæder sig.", happened_at=now
    )
    appeal = Appeal.objects.create(
        episode=episode, decision=decision, about="decision", means="oral", text="Jeg vil på døgn.", received_at=now
    )
    Ruling.objects.create(
        appeal=appeal,
        outcome="changed",
        ruled_on=clock.today(),
        received_at=now,
        reference="26-7",
        text="Kommunen skal.",
    )
    words = told(episode)
    assert "Også: ambulant behandling i gruppe" in words
    assert "De glæder sig." in words
    assert "Ankestyrelsen: " in words
    assert "Deres nummer: 26-7" in words
    assert "Det skriver de: Kommunen skal." in words
