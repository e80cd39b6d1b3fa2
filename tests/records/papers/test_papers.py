"""The whole case as one PDF: made part by part, as far as the asker may read, and it says what is left out and why."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import typst
from django.test import Client

from brobygger.ground import clock
from brobygger.records.episodes.models import Episode
from brobygger.records.letters import outgoing, recipients
from brobygger.records.letters import services as post
from brobygger.records.letters.models import Letter
from brobygger.records.letters.rules import LetterText, NewLetter, Section
from brobygger.records.notes.models import Note
from brobygger.records.papers import services, typesetting
from brobygger.records.papers.models import Papers
from brobygger.records.papers.parts import contributions
from brobygger.records.people.models import Child, Person
from brobygger.trust.access import SYSTEM
from brobygger.trust.jobs import run_waiting_jobs
from brobygger.trust.models import AuditEntry
from tests.cases import WORK

HOSTILE = '#panic("x") *fed* $x^2$ @kilde \\u{48}'


@pytest.fixture(autouse=True)
def post_folder(settings: Any, tmp_path: Any) -> Any:
    settings.POST_FOLDER = str(tmp_path / "post")
    return tmp_path / "post"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What was set, in the order it was set: the words behind each PDF."""
    found: list[dict[str, Any]] = []
    made = typesetting.data_of

    def kept(*args: Any) -> dict[str, Any]:
        found.append(made(*args))
        return found[-1]

    monkeypatch.setattr(typesetting, "data_of", kept)
    return found


def note(episode: Episode, author: Any, text: str, **changes: Any) -> Note:
    now = clock.now()
    row = {"compartment": episode.compartment, "signed_at": now, **changes}
    return Note.objects.create(
        episode=episode, author=author, text=text, occurred_at=now, begun_at=now, saved_at=now, **row
    )


def ask(client: Client, episode: Episode, **form: Any) -> Papers:
    answer = client.post(f"/forloeb/{episode.number}/papirer/", {"purpose": "access", **form})
    assert answer.status_code == 302, answer.content.decode()
    return Papers.objects.latest("id")


def titles(data: dict[str, Any]) -> list[str]:
    return [part["title"] for part in data["parts"]]


def words(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False)


def test_a_job_gathers_part_by_part_and_the_page_says_how_far(
    open_case: Callable[..., Episode], client_as: Callable[..., Client], told: list[dict[str, Any]]
) -> None:
    client = client_as("counsellor", unit="drug")
    episode = open_case(responsible=client.account)  # type: ignore[attr-defined]
    note(episode, client.account, f"Han vil gerne i gang. {HOSTILE} 😀")  # type: ignore[attr-defined]
    papers = ask(client, episode)
    page = f"/forloeb/{episode.number}/papirer/{papers.pk}/"
    assert "Samler: 0 af" in client.get(page).content.decode()
    assert client.get(f"{page}papirer.pdf").status_code == 404
    assert run_waiting_jobs(limit=2) == 2
    shown = client.get(page, headers={"HX-Request": "true"}).content.decode()
    assert f"Samler: 2 af {len(contributions())} dele" in shown
    assert "<html" not in shown
    run_waiting_jobs()
    papers.refresh_from_db()
    assert (papers.state, papers.gathered) == ("ready", "")
    assert papers.pages >= 3
    assert "Klar:" in client.get(page).content.decode()
    pdf = client.get(f"{page}papirer.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert b"/StructTreeRoot" in pdf.content
    (data,) = told
    assert titles(data)[0] == "Forløbets gang"
    assert "Notater" in titles(data)
    assert HOSTILE in words(data).replace('\\"', '"').replace("\\\\", "\\")
    assert any("Udkast" in sentence for sentence in data["left_out"])


def test_taking_it_out_is_an_export_of_the_case(
    open_case: Callable[..., Episode], client_as: Callable[..., Client]
) -> None:
    client = client_as("counsellor", unit="drug")
    episode = open_case(responsible=client.account)  # type: ignore[attr-defined]
    papers = ask(client, episode)
    services.complete(papers.pk)
    asked = AuditEntry.objects.get(action="papers.gather", kind="change", detail__purpose_of="access")
    assert asked.episode_id == episode.pk
    client.get(f"/forloeb/{episode.number}/papirer/{papers.pk}/papirer.pdf")
    row = AuditEntry.objects.get(kind="export")
    assert (row.action, row.episode_id) == ("papers.take-out", episode.pk)


def test_what_the_asker_may_not_read_is_not_in_it_and_it_says_so(
    open_case: Callable[..., Episode],
    make_account: Callable[..., Any],
    client_as: Callable[..., Client],
    told: list[dict[str, Any]],
) -> None:
    nurse = make_account("nurse", unit="drug")
    client = client_as("secretary", unit="drug")
    episode = open_case()
    note(episode, nurse, "Blodprøven viser hepatitis.", compartment="health")
    note(episode, nurse, "Vil gerne i gang.")
    note(episode, nurse, "Ikke færdig.", signed_at=None)
    services.complete(ask(client, episode).pk)
    (data,) = told
    assert "hepatitis" not in words(data)
    assert "Ikke færdig" not in words(data)
    assert "Vil gerne i gang." in words(data)
    assert any("1 notat i en journal" in sentence for sentence in data["left_out"])
    assert any(sentence.startswith("Afdækning: Den, der har samlet papirerne") for sentence in data["left_out"])


def test_what_is_left_out_by_choice_needs_its_reason_which_stands_in_the_papers(
    open_case: Callable[..., Episode], client_as: Callable[..., Client], told: list[dict[str, Any]]
) -> None:
    client = client_as("counsellor", unit="drug")
    episode = open_case(responsible=client.account)  # type: ignore[attr-defined]
    note(episode, client.account, "Om en tredje person.")  # type: ignore[attr-defined]
    address = f"/forloeb/{episode.number}/papirer/"
    refused = client.post(address, {"purpose": "access", "without": ["notes"], "reason": ""})
    assert refused.status_code == 422
    assert "Skriv, hvorfor det er udeladt." in refused.content.decode()
    services.complete(ask(client, episode, without=["notes"], reason="Hensynet til andre, § 15 a.").pk)
    (data,) = told
    assert "tredje person" not in words(data)
    assert "Notater: Hensynet til andre, § 15 a." in data["left_out"]


def test_nobody_sees_papers_that_a_colleague_gathered(
    open_case: Callable[..., Episode], client_as: Callable[..., Client]
) -> None:
    mine, other = client_as("counsellor", unit="drug"), client_as("manager", unit="drug")
    episode = open_case()
    papers = ask(mine, episode)
    services.complete(papers.pk)
    page = f"/forloeb/{episode.number}/papirer/{papers.pk}/"
    assert other.get(page).status_code == 404
    assert other.get(f"{page}papirer.pdf").status_code == 404
    outside = client_as("counsellor", unit="alcohol")
    assert outside.get(f"/forloeb/{episode.number}/papirer/").status_code in (403, 404)


def test_who_has_lost_the_case_meanwhile_gets_nothing(
    open_case: Callable[..., Episode], client_as: Callable[..., Client]
) -> None:
    client = client_as("counsellor", unit="drug")
    papers = ask(client, open_case())
    account = client.account  # type: ignore[attr-defined]
    account.units = ["alcohol"]
    account.save()
    run_waiting_jobs()
    papers.refresh_from_db()
    assert (papers.state, papers.pdf) == ("failed", b"")


@pytest.mark.parametrize("uncovered", [False, True])
def test_a_protected_name_stands_in_them_only_by_the_act_that_is_noted(
    open_case: Callable[..., Episode], client_as: Callable[..., Client], told: list[dict[str, Any]], uncovered: bool
) -> None:
    client = client_as("counsellor", unit="drug")
    episode = open_case(name="Vibeke Prøvesen", name_protected=True)
    letter = LetterText("Brev", "Kære Vibeke", (Section("", ("Ord.",)),))
    post.queue(SYSTEM, WORK, episode, NewLetter("other", letter, recipients.citizen(episode.person)))
    services.complete(ask(client, episode, **({"uncovered": "on"} if uncovered else {})).pk)
    (data,) = told
    assert ("Vibeke" in words(data)) is uncovered
    assert ("Navnet er beskyttet" in data["whom"]) is not uncovered
    row = AuditEntry.objects.get(action="papers.gather", detail__purpose_of="access")
    assert row.detail["uncovered"] is uncovered


def test_covered_papers_cover_name_children_and_number_in_every_part(
    open_case: Callable[..., Episode], client_as: Callable[..., Client], told: list[dict[str, Any]]
) -> None:
    """The letter went before the protection came, and a colleague wrote the name in a note."""
    client = client_as("counsellor", unit="drug")
    client.account.name = "Mette Prøvesen"  # type: ignore[attr-defined]
    client.account.save()  # type: ignore[attr-defined]
    episode = open_case(name="Vibeke Prøvesen", cpr="2512489996")
    Child.objects.create(person=episode.person, name="Noah Prøvesen")
    whom = recipients.named_to_authority(episode.person)
    letter = LetterText("Orientering", "Til Centeret", (Section("", (f"{whom}. Noah.",)),))
    post.queue(SYSTEM, WORK, episode, NewLetter("enrolment-notice", letter, recipients.authority("Centeret")))
    note(episode, client.account, "Vibeke og Noahs far kom. Nummeret er 251248 9996.")  # type: ignore[attr-defined]
    asked = ask(client, episode, without=["consents"], reason="Vibeke har bedt om det.")
    Person.objects.filter(pk=episode.person_id).update(name_protected=True)
    Episode.objects.filter(pk=episode.pk).update(name_protected=True)
    services.complete(asked.pk)
    (data,) = told
    assert data["whom"] == "Navnet er beskyttet, CPR-nummer 251248-****"
    for secret in ("Vibeke", "Noah", "9996"):
        assert secret not in words(data), secret
    assert "[beskyttet navn], CPR-nummer 251248-****. [beskyttet navn]." in words(data)
    assert "Mette Prøvesen" in words(data)


def test_papers_from_before_the_protection_are_opened_by_an_act(
    open_case: Callable[..., Episode], client_as: Callable[..., Client]
) -> None:
    client = client_as("counsellor", unit="drug")
    episode = open_case(name="Vibeke Prøvesen")
    papers = services.complete(ask(client, episode).pk)
    page = f"/forloeb/{episode.number}/papirer/{papers.pk}/"
    assert f'href="{page}papirer.pdf"' in client.get(page).content.decode()
    Person.objects.filter(pk=episode.person_id).update(name_protected=True)
    Episode.objects.filter(pk=episode.pk).update(name_protected=True)
    assert f'href="{page}papirer.pdf"' not in client.get(page).content.decode()
    assert client.get(f"{page}papirer.pdf").status_code == 302
    assert not AuditEntry.objects.filter(kind="export").exists()
    assert client.post(f"{page}papirer.pdf").content.startswith(b"%PDF")
    assert AuditEntry.objects.filter(kind="export", action="papers.take-out", episode_id=episode.pk).exists()
    assert AuditEntry.objects.filter(action="papers.take-out", detail__shown="pdf").exists()
    covered = services.complete(ask(client, episode).pk)
    assert client.get(f"/forloeb/{episode.number}/papirer/{covered.pk}/papirer.pdf").status_code == 200


def test_a_protected_address_is_asked_about_too_and_covered(
    open_case: Callable[..., Episode], client_as: Callable[..., Client], told: list[dict[str, Any]]
) -> None:
    client = client_as("counsellor", unit="drug")
    episode = open_case(name="Vibeke Prøvesen", address="Algade 1\n4200 Slagelse", address_protected=True)
    note(episode, client.account, "Vibeke bor på Algade 1, 4200 Slagelse.")  # type: ignore[attr-defined]
    assert 'name="uncovered"' in client.get(f"/forloeb/{episode.number}/papirer/").content.decode()
    services.complete(ask(client, episode).pk)
    (data,) = told
    assert "Vibeke bor på [beskyttet adresse]." in words(data)


def test_the_contents_have_every_part_and_no_heading_is_run(
    open_case: Callable[..., Episode], client_as: Callable[..., Client], told: list[dict[str, Any]]
) -> None:
    client = client_as("counsellor", unit="drug")
    episode = open_case()
    note(episode, client.account, "Ord.", heading=HOSTILE)  # type: ignore[attr-defined]
    services.complete(ask(client, episode).pk)
    found = typst.query(
        typesetting.source(), "heading", sys_inputs={"papers": json.dumps(told[0])}, ignore_system_fonts=True
    )
    headings = [json.dumps(one["body"], ensure_ascii=False) for one in json.loads(found)]
    for title in titles(told[0]):
        assert any(title in heading for heading in headings), title
    assert any("panic" in heading for heading in headings)


def test_ready_papers_are_sent_to_the_citizen_with_their_letter(
    open_case: Callable[..., Episode], client_as: Callable[..., Client], post_folder: Any
) -> None:
    client = client_as("counsellor", unit="drug")
    episode = open_case(cpr="2512489996")
    papers = ask(client, episode)
    services.complete(papers.pk)
    send = f"/forloeb/{episode.number}/papirer/{papers.pk}/send/"
    assert send in client.get(f"/forloeb/{episode.number}/papirer/{papers.pk}/").content.decode()
    assert client.post(send).status_code == 302
    run_waiting_jobs()
    letter = Letter.objects.get(kind="case-papers")
    assert (letter.papers_id, letter.state) == (papers.pk, "handed-over")
    assert post.text_of(letter).enclosures == ("Papirerne i dit forløb",)
    (message,) = post_folder.glob("*.xml")
    sent = message.read_text(encoding="utf-8")
    assert sent.count("AdditionalDocument>") == 2
    assert "Papirer.pdf" in sent
    assert AuditEntry.objects.filter(kind="export", action="letters.hand-over", episode_id=episode.pk).exists()


def test_who_the_citizen_is_stands_in_them(
    open_case: Callable[..., Episode], client_as: Callable[..., Client], told: list[dict[str, Any]]
) -> None:
    client = client_as("counsellor", unit="drug")
    episode = open_case(
        name="Vibeke Prøvesen", cpr="2512489996", address="Algade 1\n4200 Slagelse", phone="58574890",
        contact_wishes="Ring efter kl. 15", own_doctor="Lægehuset",
    )  # fmt: skip
    Child.objects.create(person=episode.person, name="Noah Prøvesen")
    services.complete(ask(client, episode).pk)
    (data,) = told
    (citizen,) = [part for part in data["parts"] if part["title"] == "Borgeren"]
    words_of_it = citizen["papers"][0]["paragraphs"]
    for line in (
        "Navn: Vibeke Prøvesen", "CPR-nummer: 251248-9996", "Adresse: Algade 1, 4200 Slagelse", "Telefon: 58574890",
        "Ønsker til kontakten: Ring efter kl. 15", "Egen læge: Lægehuset", "Barn: Noah Prøvesen",
    ):  # fmt: skip
        assert line in words_of_it, line


@pytest.mark.parametrize(
    ("line", "said", "unsaid"),
    [
        ("drug", ("forvaltningslovens § 9", "Ankestyrelsen", "inden fire uger"), ("Patientklager",)),
        ("alcohol", ("hvad vi har skrevet om dig", "Styrelsen for Patientklager"), ("§ 9", "Ankestyrelsen")),
    ],
)
def test_the_answer_says_by_which_right_and_to_whom_one_complains_of_what_is_left_out(
    open_case: Callable[..., Episode], line: str, said: tuple[str, ...], unsaid: tuple[str, ...]
) -> None:
    text = outgoing.papers(open_case(line=line), 4, left_out=True)
    letter = "\n".join(words for part in text.sections for words in part.paragraphs)
    assert all(words in letter for words in said)
    assert not any(words in letter for words in unsaid)
    assert "Hvis du er uenig" not in [part.heading for part in outgoing.papers(open_case(), 4, left_out=False).sections]
