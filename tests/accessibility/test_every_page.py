"""Every address that can be opened, as everyone who works here: looked at with axe, wide and narrow.

Each address is opened with what the demo centre has behind it, and its forms are sent half filled. Every answer is
read as text (one main heading, a neutral title, the language, no code words, nothing inline, no link to what would be
refused), whoever asked; what looks different from what was seen before is shown in a browser at 1280 and 320 px, and at
375 px with the text twice as large.
Who holds no role for an address is refused at one page of it; who holds one opens different-looking pages, and others
of their own unit until one opens: the one who found them opens each, the others some in turn (tests/long: each, too).
An address without arguments known fails here.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import pytest
from django.http import HttpResponseBase
from django.test import override_settings
from django.urls import Resolver404, resolve, translate_url
from django.utils import translation
from playwright.sync_api import Page as BrowserPage

from brobygger.trust import access
from brobygger.trust.access import Action
from tests.accessibility.centre import Address, Centre, Visitor, is_page, path_of, text
from tests.accessibility.conftest import Window
from tests.accessibility.reachable import NO_PAGE, READABLE, expected, may_open
from tests.accessibility.reading import Page, faults
from tests.accessibility.sending import forms_of, half_filled, with_button
from tests.browser import NARROW, PHONE, WIDE, Watch, axe_findings, off_screen_at_double

REFUSED = "the page that refuses or knows of none, the same at every address"
REFUSALS = (403, 404)
SHARED = 5  # the different-looking pages beyond two are shared among so many visitors


@dataclass
class Seen:
    """What axe has looked at so far: what stands in <main> by address, the frames and the refusals wherever it was."""

    at: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    frames: set[str] = field(default_factory=set)

    def is_new(self, name: str, page: Page) -> bool:
        """Whether a page has anything that has not been looked at, and from now on it has been."""
        if page.main <= self.at[name] and page.frame <= self.frames:
            return False
        self.at[name] |= page.main
        self.frames |= page.frame
        return True


@pytest.fixture(scope="module")
def seen() -> Seen:
    """What the tests of this file have looked at."""
    return Seen()


@dataclass
class Walk:
    """A walk through the centre with a window to look at what is new."""

    centre: Centre
    window: Window
    watch: Watch
    seen: Seen

    def go(self, address: Address, visitor: Visitor, turn: int = 0, each: int = 1) -> Iterator[tuple[str, str]]:
        """Go to an address as somebody: where, and each thing that is wrong there.

        Of the different-looking pages the first two are opened, and each so many-th of the others, beginning at `turn`.
        """
        paths, others = self.centre.paths(address), self.centre.other_paths(address, visitor)
        paths = [*paths[:2], *paths[2 + turn % each :: each]]
        if not may_open(address, visitor):
            paths, others = paths[:1], []
        opened = False
        for number, path in enumerate([*paths, *others]):
            if opened and number >= len(paths):
                return
            answer = visitor.get(path)
            opened = opened or answer.status_code == 200
            yield from ((path, fault) for fault in self.judge(address, path, answer, visitor))

    def judge(self, address: Address, path: str, answer: HttpResponseBase, visitor: Visitor) -> list[str]:
        """Say what is wrong with an answer, as it reads and, if it looks new, as it looks."""
        if answer.status_code not in expected(address, visitor):
            return [f"answers {answer.status_code}"]
        if visitor.account is not None and answer.headers.get("Location", "").startswith(path_of("account_login")):
            return ["asks to log in again"]
        if answer.status_code not in (200, *REFUSALS) or not is_page(answer):
            return []
        html = text(answer)
        page = Page(html)
        wrong = faults(page) + [
            f"offers what is refused: {href}" for href in page.links if not may_follow(visitor, href)
        ]
        if self.seen.is_new(REFUSED if answer.status_code in REFUSALS else address.name, page):
            wrong += self.look(path, answer, html)
        return wrong

    def look(self, path: str, answer: HttpResponseBase, html: str) -> list[str]:
        """Look at an answer at both widths and with text at 200 %: axe, no sideways scroll, what the watch saw."""
        shown = self.window.show_answer(path, answer, html)
        found = [f"{WIDE}: {one}" for one in seen_in(shown)]
        shown.set_viewport_size({"width": NARROW, "height": 900})
        found += [f"{NARROW}: {one}" for one in seen_in(shown)]
        found += [f"{PHONE} with text at 200 %: {one}" for one in off_screen_at_double(shown)] + self.watch.faults
        self.watch.faults.clear()
        return found

    def send(self, path: str, page: Page, visitor: Visitor) -> list[str]:
        """Send the forms of a page half filled, and look at those that come back with errors."""
        back: list[tuple[Page, str, HttpResponseBase, str]] = []
        for form in forms_of(page):
            to = form.action or path
            for (sent, _typed), button in itertools.product(half_filled(form), form.buttons[:1] or [("", "")]):
                answer = visitor.post(to, with_button(sent, button))
                if answer.status_code in (200, 409, 422) and is_page(answer):
                    html = text(answer)
                    back.append((Page(html), to, answer, html))
        # The richest first, so that few of those that look much alike are left to be looked at.
        back.sort(key=lambda one: -len(one[0].main))
        new = [self.look(to, *rest) for read, to, *rest in back if self.seen.is_new(name_of(to), read)]
        return [fault for found in new for fault in found]


@pytest.fixture
def walk(centre: Centre, window: Window, watch: Watch, seen: Seen) -> Walk:
    """A walk that begins where the last one ended."""
    return Walk(centre, window, watch, seen)


def seen_in(page: BrowserPage) -> list[str]:
    """What is wrong with a page as it stands in the window."""
    found = axe_findings(page)
    root = "document.documentElement"
    too_wide = page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")
    return [*found, *([f"scrolls sideways by {too_wide} px"] if too_wide > 0 else [])]


@pytest.mark.parametrize("name", sorted(READABLE))
def test_every_page_as_everyone_and_its_forms_with_errors(walk: Walk, name: str) -> None:
    walk_all(walk, name, each=SHARED)


def walk_all(walk: Walk, name: str, each: int = 1) -> None:
    """Walk an address as everybody: the finder opens each page, everybody else two and each so many-th of the rest."""
    address = READABLE[name]
    wrong: dict[str, list[str]] = {}
    with override_settings(DEMO=name == "trust:choose_role"):
        found = walk.centre.pages(address)
        assert found or name in NO_PAGE, f"{name}: nothing in the demo shows this page"
        finders = [finder for _path, _page, finder in found[:1]]
        for turn, visitor in enumerate((*finders, *(one for one in walk.centre.visitors if one not in finders))):
            for path, fault in walk.go(address, visitor, turn, each if turn else 1):
                wrong.setdefault(f"{path}: {fault}", []).append(visitor.name)
        for path, page, finder in found[:1]:
            for fault in faults(Page(text(finder.get(english(path)))), "en"):
                wrong.setdefault(f"{path} in English: {fault}", []).append(finder.name)
            for fault in walk.send(path, page, finder) if address.answers("POST") else []:
                wrong.setdefault(f"{path} with errors: {fault}", []).append(finder.name)
    assert not wrong, "\n".join(f"{fault} ({', '.join(names)})" for fault, names in wrong.items())


@cache
def action_behind(href: str) -> Action | None:
    """What a link or a form of a page leads to, when that is ours and not for everyone."""
    try:
        view = resolve(href.partition("?")[0].partition("#")[0]).func
    except Resolver404:
        return None
    action: Action | None = getattr(view, "action", None)
    return None if action is None or action.scope == "public" else action


def may_follow(visitor: Visitor, href: str) -> bool:
    """Whether a link or a form of a page leads to what the visitor's role may open."""
    action = action_behind(href)
    return action is None or visitor.account is None or access.holds_role(visitor.account, action)


def name_of(path: str) -> str:
    """The name of the address that a path is one of."""
    return resolve(path.partition("?")[0].partition("#")[0]).view_name


def english(path: str) -> str:
    """The same page in English."""
    with translation.override("da"):
        return translate_url(path, "en")


SAMPLE = ("public:front", "public:promises", "desk:my_day", "desk:case", "desk:cases", "intake:new", "plans:plan")


@pytest.mark.parametrize("name", SAMPLE)
def test_some_english_pages_in_a_browser(walk: Walk, name: str) -> None:
    for path, _page, finder in walk.centre.pages(READABLE[name], 1):
        answer = finder.get(english(path))
        assert not walk.look(english(path), answer, text(answer))


def test_the_window_would_tell_of_a_breach(centre: Centre, window: Window, watch: Watch) -> None:
    page = window.show("/", Visitor(None))
    assert not seen_in(page)
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=\"https://example.invalid/a.png\">')")
    page.evaluate("document.body.lastElementChild.style.cssText = 'display: block; width: 3000px; max-width: none'")
    page.wait_for_timeout(100)
    assert any("another host" in fault or "Security Policy" in fault for fault in watch.faults)
    found = seen_in(page)
    assert any(fault.startswith("image-alt: ") and '["img' in fault for fault in found)
    assert any(fault.startswith("scrolls sideways by ") for fault in found)
