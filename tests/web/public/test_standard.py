"""The standard is published from its own file: every chapter, every promise, on pages and as one PDF."""

from collections.abc import Callable

import pytest
from django.test import Client

from brobygger import standard
from brobygger.ground import clock
from brobygger.web.public.chapters import chapters, promises_on
from brobygger.web.public.typesetting import document

Read = Callable[[str], str]


@pytest.mark.req("KS-1-1")
def test_the_first_chapter_says_what_the_standard_covers(read: Read) -> None:
    page = read("/kvalitetsstandard/1/")
    assert "serviceloven §§ 101 og 101 a" in page and "sundhedsloven § 141" in page
    assert "sundhedsloven § 142) er ikke en del af standarden" in page
    assert "den lægelige og den sociale hjælp hænger sammen" in page


def test_every_section_and_promise_stands_in_its_chapter(read: Read) -> None:
    rules, today = standard.load(), clock.today()
    contents = read("/kvalitetsstandard/")
    seen = 0
    for chapter in chapters(rules, today):
        assert chapter.head.section.title.da in contents
        page = read(f"/kvalitetsstandard/{chapter.number}/")
        for part in (chapter.head, *chapter.sections):
            assert part.section.title.da in page
            for promise in part.promises:
                assert promise.promise.da in page
                assert promise.law in page
                seen += 1
    assert seen == len(promises_on(rules, today)), "a promise stands in a section that is not published"


def test_the_english_standard_is_whole(client: Client, db: None) -> None:
    rules = standard.load()
    body = client.get("/en/kvalitetsstandard/5/").content.decode()
    for section in rules.sections:
        assert section.title.en and section.text.en
    assert "A treatment plan no later than 14 days after the contact" in body


def test_the_promises_page_says_section_and_law(read: Read) -> None:
    page = read("/loefter/")
    for promise in promises_on(standard.load(), clock.today()):
        assert promise.promise.da in page
    assert "Standarden, afsnit 3.5 · serviceloven § 101, stk. 4" in page
    assert "husets egen arbejdsfrist" not in page


@pytest.mark.parametrize(
    ("address", "language"), [("/kvalitetsstandard.pdf", "da"), ("/en/kvalitetsstandard.pdf", "en")]
)
def test_the_same_as_a_tagged_pdf(client: Client, db: None, address: str, language: str) -> None:
    response = client.get(address)
    assert response.headers["Content-Type"] == "application/pdf"
    body = response.content
    assert body.startswith(b"%PDF-1.7")
    assert b"/MarkInfo" in body and b"/StructTreeRoot" in body
    assert f"/Lang({language})".encode() in body
    assert b"pdfuaid" in body, "it declares PDF/UA"


def test_the_pdf_prints_what_the_pages_say() -> None:
    rules, today = standard.load(), clock.today()
    printed = document(rules, today, "da")
    assert [s["number"] for s in printed["sections"]] == [
        part.section.number for c in chapters(rules, today) for part in (c.head, *c.sections)
    ]
    assert sum(len(s["promises"]) for s in printed["sections"]) == len(promises_on(rules, today))
