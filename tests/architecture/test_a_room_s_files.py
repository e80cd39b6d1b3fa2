"""A room has the same files as any other, under the same names: one learnt is all learnt. What differs says why."""

import pytest

from tests.architecture.source import SOURCE

# What a room may have; a file that grew is a package of the same name.
SAME = {
    "__init__", "apps", "room", "events", "details", "access", "rules", "models", "services", "selectors", "views",
    "forms", "urls", "words", "letters", "papers", "refusals", "jobs", "migrations",
    "along",  # what every case is fetched with
    "day",  # what of it waits on My day
    "next_acts",  # what a case lacks
    "demo",  # its rows of a case of the demo
    "standing",  # what the digest of a signed row covers
}  # fmt: skip
OWN = {
    "care/assessment": {"instruments": "questionnaires and their scoring, pure, apart from the assessment's own rules"},
    "care/intake": {
        "names_of_children": "which names a concern tells, to be covered",
        "notices": "enrolment notices that are owed, for My day and the case",
        "unnamed": "what stands for a name that nobody told, in letters and rows",
        "unsent": "notifications that are begun and not sent",
    },
    "care/plans": {
        "comparing": "two versions of a plan side by side, pure",
        "drafts": "which of its forms have one draft for all",
        "elsewhere": "treatment at another provider, pure",
    },
    "care/visitation": {
        "afterwards": "who does what after a decision",
        "choosing": "the choice of another provider, pure",
        "dating": "the day that a decision has, pure",
        "desk": "what one page of several forms is drawn from",
        "granted": "what a decision grants, in the words of letters",
        "referral_letter": "the one letter that is not a decision's",
        "timing": "whether a meeting comes in time",
        "worklist": "what is known of a clock of its own",
    },
    "records/consents": {
        "answers": "a question and the answer that holds",
        "partners": "partners by what they are for",
    },
    "records/drafts": {"autosave": "what a form that saves itself is told", "shared": "forms with one draft for all"},
    "records/grants": {"projection": "what is kept of a timeline"},
    "records/house": {
        "middleware": "asks before a page what is set",
        "overlay": "what is set, above the file",
        "recomputing": "the job that a closing asks for",
    },
    "records/letters": {
        "adapters": "Digital Post, print, and the ways of the demonstration",
        "dispatch": "what follows when a letter has gone",
        "memo": "the message of Digital Post",
        "outgoing": "the words of letters that belong to no room",
        "print_views": "the pages of the post of the day",
        "recipients": "whom a letter goes to",
        "senders": "which way a letter goes",
        "showing": "what of a letter is covered",
        "stopping": "letters that may not go as they were locked",
        "typesetting": "a letter as a PDF",
        "typst": "the set of a letter",
    },
    "records/notes": {},
    "records/papers": {
        "citizen": "the part on who the citizen is",
        "parts": "what a room's part is made of",
        "timeline": "the part on what happened",
        "typesetting": "the whole case as a PDF",
        "typst": "its set",
        "unknown": "what the citizen has not been told",
    },
}
NOT_CODE = {"locale", "static", "templates", "__pycache__"}


def _there(room: str) -> set[str]:
    found = (SOURCE / room).iterdir()
    return {path.stem for path in found if path.suffix == ".py" or path.is_dir()} - NOT_CODE


def _rooms() -> set[str]:
    """Every room; the frame of the case itself (people and episodes) is none."""
    return {str(path.parent.relative_to(SOURCE)) for path in SOURCE.glob("*/*/room.py")}


@pytest.mark.parametrize("room", sorted(_rooms()))
def test_a_room_has_the_same_files_and_says_why_it_has_others(room: str) -> None:
    others = _there(room) - SAME
    assert others == set(OWN.get(room, {})), "a file by a name of its own needs its reason here"


def test_reasons_are_for_rooms_that_are_there() -> None:
    assert set(OWN) <= _rooms()
    assert {"care/intake", "care/visitation"} <= _rooms()
