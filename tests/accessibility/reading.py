"""Reading a page without a browser: its forms, its words, its shape, and what must not be in it."""

import re
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser

from babel.messages.pofile import read_po

from brobygger.trust import access
from scripts import messages

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
SILENT = frozenset(("script", "style", "template", "textarea", "option", "svg"))
# Words that a title, a tab or a bookmark must not give away.
SENSITIVE = re.compile(r"rusmid|misbrug|narko|alkohol|stofmis|stofbeh|hash\b|kokain|heroin|drug|abuse|\d{6}-", re.I)
LEFTOVER = re.compile(r"\bNone\b|%\(|\{\{|\{%|<lambda|object at 0x|__proxy__|\bFalse\b|\bTrue\b")
CHOSEN = frozenset(("checkbox", "radio"))
NOT_TYPED = frozenset(("hidden", "submit", "button", "image", "reset", "file"))
# Attributes that decide what a thing is to axe, whatever they say.
MATTERS = frozenset(("alt", "autocomplete", "disabled", "for", "headers", "hidden", "href", "lang", "open", "required"))
MATTERS |= {"scope", "tabindex", "title"}


@dataclass
class Field:
    """One control of a form as it was drawn."""

    name: str
    kind: str
    value: str = ""
    checked: bool = False
    choices: list[str] = field(default_factory=list)
    most: int | None = None

    @property
    def is_typed(self) -> bool:
        """Whether one writes in it."""
        return self.kind not in NOT_TYPED and self.kind not in CHOSEN and self.kind != "select"


@dataclass
class Form:
    """One form of a page, with its controls and the buttons that send it."""

    action: str
    method: str
    fields: list[Field] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def as_drawn(self) -> dict[str, list[str]]:
        """What the browser sends when nothing is touched."""
        sent: dict[str, list[str]] = {}
        for one in self.fields:
            if one.kind in ("submit", "button", "image", "reset", "file"):
                continue
            if one.kind in CHOSEN and not one.checked:
                continue
            sent.setdefault(one.name, []).append(one.value)
        return sent


class Page(HTMLParser):
    """A page that has been read."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.language = ""
        self.headings: list[str] = []
        self.ids: list[str] = []
        self.inline: list[str] = []
        self.main: set[str] = set()  # what stands in <main>, by its kind
        self.frame: set[str] = set()  # and what stands around it
        self.forms: list[Form] = []
        self.texts: list[str] = []
        self.links: set[str] = set()
        self.invalid: list[tuple[str, str]] = []
        self._words: dict[str, list[str]] = {}
        self._open: list[tuple[str, str]] = []
        self._in_main = False
        self._other: list[int] = []  # how deep the parts in another language begin
        self._form: Form | None = None
        self._select: Field | None = None
        self._writing: Field | None = None
        self.feed(html)
        self.close()
        self.text_of = {name: " ".join(words) for name, words in self._words.items()}

    @property
    def features(self) -> set[str]:
        """The kinds of things on the page: two pages that share them all look alike to axe."""
        return self.main | self.frame

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._in_main = self._in_main or tag == "main"
        self._note(tag, given)
        if tag == "a" or (tag == "form" and given.get("method", "get").lower() == "post"):
            self.links.add(given.get("href", given.get("action", "")))
        if tag == "form":
            self._form = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is not None:
            self._control(tag, given)
        if tag not in VOID:
            self._open.append((tag, given.get("id", "")))
            if given.get("lang", self.language) != self.language:
                self._other.append(len(self._open))

    def _note(self, tag: str, given: dict[str, str]) -> None:
        seen = self.main if self._in_main else self.frame
        if tag == "html":
            self.language = given.get("lang", "")
        if re.fullmatch("h[1-6]", tag):
            if self.headings:
                seen.add(f"{self.headings[-1]}>{tag}")
            self.headings.append(tag)
        if given.get("id"):
            self.ids.append(given["id"])
        if "style" in given or (tag == "script" and "src" not in given) or tag == "style":
            self.inline.append(f"{tag} {given}")
        self.inline += [f"{tag} {name}" for name in given if name.startswith("on")]
        if given.get("aria-invalid") == "true":
            self.invalid.append((given.get("id", tag), given.get("aria-describedby", "")))
        named = sorted(name for name in given if name in MATTERS or name.startswith("aria-"))
        seen.add(f"{tag}.{given.get('type', '')}.{given.get('class', '')}.{given.get('role', '')}.{','.join(named)}")

    def _control(self, tag: str, given: dict[str, str]) -> None:
        assert self._form is not None
        name = given.get("name", "")
        if tag == "option" and self._select is not None:
            self._select.choices.append(given.get("value", ""))
            if "selected" in given or len(self._select.choices) == 1:
                self._select.value = given.get("value", "")
        elif tag == "button" and given.get("type", "submit") == "submit":
            self._form.buttons.append((name, given.get("value", "")))
        elif not name or "disabled" in given:
            return
        elif tag == "input":
            kind = given.get("type", "text")
            value = given.get("value", "on" if kind in CHOSEN else "")
            most = int(given["maxlength"]) if given.get("maxlength") else None
            self._form.fields.append(Field(name, kind, value, "checked" in given, most=most))
        elif tag == "select":
            self._select = Field(name, "select")
            self._form.fields.append(self._select)
        elif tag == "textarea":
            most = int(given["maxlength"]) if given.get("maxlength") else None
            self._writing = Field(name, "textarea", most=most)
            self._form.fields.append(self._writing)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("select", "form", "textarea"):
            self._select = self._writing = None
        if tag == "form":
            self._form = None
        if tag == "main":
            self._in_main = False
        while self._open:
            opened, _id = self._open.pop()
            if opened == tag:
                break
        self._other = [depth for depth in self._other if depth <= len(self._open)]

    def handle_data(self, data: str) -> None:
        if self._writing is not None:
            self._writing.value = (self._writing.value + data).removeprefix("\n")
        text = " ".join(data.split())
        if not text:
            return
        tags = {tag for tag, _id in self._open}
        if self._open and self._open[-1][0] == "title" and "svg" not in tags:
            self.title += data
            return
        for _tag, name in self._open:
            if name:
                self._words.setdefault(name, []).append(text)
        if not self._other and SILENT.isdisjoint(tags):
            self.texts.append(text)


def faults(page: Page, language: str = "da") -> list[str]:
    """What is wrong with a page, whoever sees it."""
    found = []
    if page.language != language:
        found.append(f"lang is {page.language!r}")
    if page.headings.count("h1") != 1:
        found.append(f"{page.headings.count('h1')} headings of the first level")
    title = page.title.strip()
    if not title.strip(" ·") or SENSITIVE.search(title):
        found.append(f"title {title!r}")
    if page.inline:
        found.append(f"inline script or style: {page.inline[:3]}")
    twice = {name for name in page.ids if page.ids.count(name) > 1}
    if twice:
        found.append(f"ids used twice: {sorted(twice)[:5]}")
    found += [f"a code word is shown: {text!r}" for text in page.texts if language == "da" and shows_code(text)]
    strange = _english() if language == "da" else _danish()
    found += [f"not {language}: {text!r}" for text in page.texts if text in strange]
    return found


def untied_errors(page: Page) -> list[str]:
    """Fields marked as wrong that do not say why, beside themselves."""
    return [
        f"{name} is marked as wrong without its error"
        for name, about in page.invalid
        if not any("error" in one and page.text_of.get(one) for one in about.split())
    ]


def shows_code(text: str) -> bool:
    """Whether a text shows a word that only the code and the standard file use."""
    if LEFTOVER.search(text):
        return True
    # "perron-3" is no word, but "e-mail" and "WHO-5" are: only words that the standard file is made of.
    return any(word.strip(".,:;()“”\"'") in _code_words() for word in text.split())


@cache
def _code_words() -> frozenset[str]:
    """Every quoted word of the standard file with a hyphen or a point in it, and the names of actions."""
    text = (messages.SOURCE / "standard" / "slagelse.toml").read_text(encoding="utf-8")
    quoted = set(re.findall(r'"([a-z]+(?:[-.][a-z0-9]+)+)"', text))
    return frozenset(word for word in quoted if not re.search(r"\.(dk|html?|com|pdf)$", word)) | set(access.actions())


def _pairs() -> dict[str, str]:
    pairs = {}
    for app in messages.apps():
        path = messages.catalogue(app)
        if not path.exists():
            continue
        with path.open("rb") as file:
            for message in read_po(file, locale="da"):
                ids = message.id if isinstance(message.id, tuple) else (message.id,)
                words = message.string if isinstance(message.string, tuple) else (message.string,)
                pairs.update(zip(ids, words, strict=False))
    return {key: value for key, value in pairs.items() if key and value}


@cache
def _english() -> frozenset[str]:
    """English texts of ours that say something else in Danish, and are no Danish words by chance."""
    pairs = _pairs()
    danish = {value.casefold() for value in pairs.values()}
    return frozenset(key for key, value in pairs.items() if key != value and key.casefold() not in danish)


@cache
def _danish() -> frozenset[str]:
    pairs = _pairs()
    english = {key.casefold() for key in pairs}
    # A word or two may be data: people's titles and names of places stay Danish in English.
    return frozenset(value for value in pairs.values() if value.count(" ") > 1 and value.casefold() not in english)
