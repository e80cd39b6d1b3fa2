"""A letter is locked, handed over by a job, and never said to be delivered before somebody knows that it was."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID
from xml.etree import ElementTree

import pytest
from django.db import Error, transaction

from brobygger.ground import clock
from brobygger.records.episodes.models import Episode, Event, StoredDeadline
from brobygger.records.letters import dispatch, memo, recipients, rules, services
from brobygger.records.letters.models import Letter
from brobygger.records.letters.rules import LetterRefused, LetterText, NewLetter, Section
from brobygger.standard.loading_letters import packaged_letters
from brobygger.trust.access import SYSTEM
from brobygger.trust.jobs import run_waiting_jobs
from brobygger.trust.models import AuditEntry
from tests.cases import WORK
from tests.desk.test_my_day import main_part, text

EXAMPLES = Path(__file__).resolve().parents[4] / "shared" / "data" / "memo"
TEXT = LetterText(
    "Du får samtaler", "Kære Jens", (Section("Derfor", ("Fordi du selv ønsker det.",), True),), sender="Mette Lund"
)


@pytest.fixture(autouse=True)
def post_folder(settings, tmp_path):
    settings.POST_FOLDER = str(tmp_path / "post")
    return tmp_path / "post"


def kinds(episode: Episode) -> list[str]:
    return list(
        Event.objects.filter(episode=episode, kind__startswith="letter.").order_by("id").values_list("kind", flat=True)
    )


def queue(episode: Episode, kind: str = "decision", **changes: object) -> Letter:
    recipient = recipients.citizen(episode.person)
    return services.queue(SYSTEM, WORK, episode, NewLetter(kind, TEXT, recipient, dict(changes)))


@pytest.fixture
def real_number(open_case: Callable[..., Episode]) -> Episode:
    """A citizen with an official test person's number, so that Digital Post can be addressed."""
    return open_case(cpr="2512489996", responsible=None)


def test_a_queued_letter_has_not_been_sent(real_number):
    letter = queue(real_number)
    assert letter.state == "queued"
    assert kinds(real_number) == ["letter.queued"]


@pytest.mark.req("KS-4.2-6")
def test_the_job_hands_it_over_as_digital_post_and_says_so(real_number, post_folder):
    letter = queue(real_number)
    run_waiting_jobs()
    letter.refresh_from_db()
    assert letter.state == "handed-over"
    assert letter.delivered_on is None
    assert kinds(real_number) == ["letter.queued", "letter.sent"]
    (message,) = post_folder.glob("*.xml")
    root = ElementTree.fromstring(message.read_text(encoding="utf-8"))
    name = "{https://DigitalPost.dk/MeMo-1}"
    assert root.attrib["memoVersion"] == "1.2"
    assert root.findtext(f".//{name}recipientID") == "2512489996"
    assert root.findtext(f".//{name}label") == "Afgørelse fra Slagelse Kommune"


def test_handing_over_twice_is_one_letter(real_number, post_folder):
    letter = queue(real_number)
    run_waiting_jobs()
    dispatch.hand_over_now(letter.pk)
    assert kinds(real_number).count("letter.sent") == 1
    assert len(list(post_folder.glob("*.xml"))) == 1


def test_an_act_that_is_rolled_back_sends_nothing(real_number, post_folder):
    with pytest.raises(RuntimeError), transaction.atomic():
        queue(real_number)
        raise RuntimeError
    run_waiting_jobs()
    assert not Letter.objects.exists()
    assert not post_folder.exists()


def test_our_message_has_the_elements_of_the_published_example_in_their_order():
    example = EXAMPLES / "MeMo_Minimum_Example.xml"
    if not example.exists():
        pytest.skip("the published examples lie outside the project and are not here")
    theirs = [element.tag for element in ElementTree.parse(example).iter()]
    message = memo.Message(
        identifier=UUID(int=1),
        label="Brev fra Slagelse Kommune",
        sender_cvr="29188505",
        sender_label="Slagelse Kommune",
        recipient_cpr="2512489996",
        created_at=clock.now(),
        filename="Brev.pdf",
        pdf=b"%PDF",
    )
    ours = [element.tag for element in ElementTree.fromstring(memo.as_xml(message)).iter()]
    assert [tag for tag in ours if tag in theirs] == theirs


def test_the_pdf_is_tagged_and_titled_neutrally(real_number):
    pdf = services.pdf_of(queue(real_number))
    assert pdf.startswith(b"%PDF")
    assert b"/StructTreeRoot" in pdf
    assert b"pdfuaid" in pdf


@pytest.mark.parametrize("kind", sorted(packaged_letters()))
def test_no_title_that_leaves_the_mailbox_tells_what_the_centre_treats(kind):
    title = rules.neutral_title(kind).lower()
    for word in ("rusmiddel", "misbrug", "stof", "alkohol", "behandling", "underretning"):
        assert word not in title


def test_who_is_exempt_from_digital_post_gets_paper_on_the_print_list(open_case, client_as):
    episode = open_case(digital_post_exempt=True, address="Algade 1\n4200 Slagelse")
    letter = queue(episode)
    assert (letter.means, letter.state) == ("physical", "to-print")
    client = client_as("secretary", unit="drug")
    assert episode.number in main_part(text(client, "/breve/"))
    assert (
        client.post("/breve/sendt/", {"letters": [letter.pk], "sent_on": clock.today().isoformat()}).status_code == 302
    )
    letter.refresh_from_db()
    assert letter.state == "handed-over"
    assert kinds(episode) == ["letter.queued", "letter.sent"]


def test_a_protected_address_is_printed_nowhere(open_case):
    letter = queue(open_case(digital_post_exempt=True, address="Algade 1\n4200 Slagelse", address_protected=True))
    assert "Algade" not in letter.recipient_address
    assert b"Algade" not in services.pdf_of(letter)


def test_a_failed_letter_keeps_the_case_open_and_stands_on_my_day(
    open_case, make_account, client_as, settings, tmp_path
):
    account = make_account("counsellor", unit="drug")
    episode = open_case(cpr="2512489996", responsible=account)
    blocked = tmp_path / "a-file"
    blocked.write_text("not a folder")
    settings.POST_FOLDER = str(blocked)
    letter = queue(episode)
    for _try in range(len(rules.RETRY_AFTER) + 1):
        dispatch.hand_over_now(letter.pk)
    letter.refresh_from_db()
    assert letter.state == "failed"
    assert kinds(episode) == ["letter.queued", "letter.failed"]
    assert "Breve, der ikke kunne sendes" in main_part(text(client_as(account)))
    assert "kunne ikke sendes" in main_part(text(client_as(account), f"/forloeb/{episode.number}/"))


def test_a_failed_letter_is_sent_again_another_way(real_number, client_as):
    letter = queue(real_number)
    run_waiting_jobs()
    services.returned(SYSTEM, WORK, letter, "Postkassen er lukket")
    client = client_as("counsellor", unit="drug")
    address = f"/forloeb/{real_number.number}/breve/{letter.pk}/igen/"
    refused = client.post(address, {"means": "physical", "address": ""})
    assert refused.status_code == 422
    assert "Skriv, hvor brevet skal hen" in refused.content.decode()
    assert client.post(address, {"means": "physical", "address": "Algade 1\n4200 Slagelse"}).status_code == 302
    letter.refresh_from_db()
    again = Letter.objects.get(replaces=letter)
    assert letter.state == "replaced"
    assert again.state == "to-print"
    assert services.text_of(again) == services.text_of(letter)


@pytest.mark.req("KS-5.8.1-2")
def test_the_receipt_is_its_own_event_and_the_appeal_period_runs_from_it(real_number, client_as, on_day):
    from brobygger.records.episodes import services as episodes

    episodes.record(
        SYSTEM, WORK, real_number, "decision.made", facts={"outcome": "refused", "line": "drug", "favourable": False}
    )
    letter = queue(real_number)
    run_waiting_jobs()
    day = clock.today()
    response = client_as("counsellor", unit="drug").post(
        f"/forloeb/{real_number.number}/breve/{letter.pk}/modtaget/", {"received_on": day.isoformat()}
    )
    assert response.status_code == 302
    assert kinds(real_number)[-1] == "letter.delivered"
    period = StoredDeadline.objects.get(episode=real_number, clock="appeal-period")
    assert period.started_on == day
    assert period.due_on >= day + timedelta(weeks=4)


@pytest.mark.req("KS-5.8.1-2")
@pytest.mark.parametrize(
    ("kind", "line", "appeals"), [("decision", "drug", True), ("decision", "alcohol", False), ("other", "drug", False)]
)
def test_the_page_says_when_a_letter_counts_as_received_and_of_appeals_only_where_one_can(
    open_case, client_as, on_day, kind, line, appeals
):
    on_day("2026-11-23")
    episode = open_case(line=line, unit=line, responsible=None, address="Algade 1\n4200 Slagelse")
    letter = queue(episode, kind)
    services.posted(SYSTEM, WORK, letter)
    client = client_as("counsellor", unit=line)
    address = f"/forloeb/{episode.number}/breve/{letter.pk}/"
    page = client.get(address).content.decode()
    assert "regnes brevet for modtaget tirsdag 1. december" in page  # the sixth working day
    assert ("Klagefristen" in page) == appeals
    refused = client.post(f"{address}modtaget/", {"received_on": ""}).content.decode()
    assert "<title>Fejl: " in refused
    assert "Skriv den dag, brevet blev modtaget." in refused
    done = client.post(f"{address}modtaget/", {"received_on": "2026-11-23"}, follow=True).content.decode()
    assert "Gjort. Klagefristen" in done if appeals else "Gjort. Modtagelsen er noteret." in done


@pytest.mark.parametrize("days", [-3, 2])
def test_a_receipt_before_the_sending_or_after_today_is_refused_beside_the_field(real_number, client_as, days):
    letter = queue(real_number)
    run_waiting_jobs()
    response = client_as("counsellor", unit="drug").post(
        f"/forloeb/{real_number.number}/breve/{letter.pk}/modtaget/",
        {"received_on": (clock.today() + timedelta(days=days)).isoformat()},
    )
    assert response.status_code == 422
    assert "form-error-message" in response.content.decode()


def test_locked_words_never_change(real_number):
    letter = queue(real_number)
    for act in (lambda: Letter.objects.filter(pk=letter.pk).update(title="Andet"), letter.delete):
        with pytest.raises(Error), transaction.atomic():
            act()


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"kind": "poem"}, "kind"), ({"text": LetterText("", "Kære", ())}, "empty")],
)
def test_what_would_fail_at_the_post_is_refused_before_it_is_locked(real_number, changes, code):
    letter = {"kind": "other", "text": TEXT, "recipient": recipients.citizen(real_number.person), **changes}
    with pytest.raises(LetterRefused) as refused:
        services.queue(SYSTEM, WORK, real_number, NewLetter(**letter))
    assert refused.value.code == code
    assert not Letter.objects.exists()


def test_the_letter_is_read_and_printed_by_those_who_have_the_case(real_number, client_as):
    letter = queue(real_number)
    mine, other = client_as("counsellor", unit="drug"), client_as("counsellor", unit="alcohol")
    page = f"/forloeb/{real_number.number}/breve/{letter.pk}/"
    assert "Fordi du selv ønsker det." in text(mine, page)
    assert mine.get(page + "brev.pdf")["Content-Type"] == "application/pdf"
    # Whoever has the file keeps it: it has left the house.
    left = AuditEntry.objects.get(kind="export")
    assert (left.action, left.actor_id) == ("letters.pdf", mine.account.pk)
    assert left.episode_id is not None
    assert other.get(page).status_code in (403, 404)
    assert other.get(page + "brev.pdf").status_code in (403, 404)


def test_two_at_once_are_told_who_was_first(open_case, client_as):
    letter = queue(open_case(digital_post_exempt=True, address="Algade 1\n4200 Slagelse"))
    client = client_as("secretary", unit="drug")
    client.post("/breve/sendt/", {"letters": [letter.pk], "sent_on": clock.today().isoformat()})
    response = client.post("/breve/sendt/", {"letters": [letter.pk], "sent_on": clock.today().isoformat()}, follow=True)
    assert "En anden har ordnet brevet imens" in response.content.decode()
