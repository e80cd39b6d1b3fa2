"""The Danish catalogues: `--update` from the source, `--check` that nothing is missing, `--compile` for use.

Every app keeps its own locale/da/LC_MESSAGES/django.po; the English text in the source is the key. Django
joins them all, so a text that several apps use stands once, and two different translations of it are a fault.
No line numbers and no dates are kept: a catalogue changes only when a text does.
"""

import argparse
import io
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

from brobygger import rooms

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "brobygger"
FLOORS = ("ground", "trust", "records", "care", "desk", "web", "demo")
PLURAL = ("ngettext", "ngettext_lazy")
KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(PLURAL, (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
JINJA_OPTIONS = {"trim_blocks": "1", "lstrip_blocks": "1", "silent": "0", "newstyle_gettext": "1"}
JINJA_OPTIONS["extensions"] = "jinja2.ext.do"
HEADER = """msgid ""
msgstr ""
"Language: da\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|(?<!\{)\{\w*\}")

Key = tuple[str | None, Any]  # context and id; a plural's id is a tuple


def apps() -> list[Path]:
    """The folders of every app, lowest floor first. A room of the list is one without an `apps.py` too."""
    listed = {SOURCE.parent.joinpath(*room.split(".")) for room in rooms.ROOMS}
    found = listed | {path.parent for path in SOURCE.rglob("apps.py")}
    return sorted(found, key=lambda app: (FLOORS.index(app.relative_to(SOURCE).parts[0]), app.as_posix()))


def catalogue(app: Path) -> Path:
    """Where an app keeps its Danish."""
    return app / "locale" / "da" / "LC_MESSAGES" / "django.po"


def name_of(path: Path) -> str:
    """A path as people say it."""
    return path.relative_to(ROOT).as_posix()


def key_of(message: Message) -> Key:
    """What tells one message from another."""
    return message.context, tuple(message.id) if isinstance(message.id, list | tuple) else message.id


def _extracted_from(path: Path) -> Iterator[Any]:
    with path.open("rb") as source:
        if path.suffix == ".py":
            yield from extract("python", source, keywords=KEYWORDS)
        else:
            jinja: Any = babel_extract
            yield from extract(jinja, source, keywords=KEYWORDS, options=JINJA_OPTIONS)


def extracted(app: Path) -> Catalog:
    """Every text for translation in an app's Python and templates."""
    found = Catalog(locale="da")
    files = [*app.rglob("*.py"), *(path for path in app.rglob("templates/**/*") if path.is_file())]
    inner = [other for other in apps() if other != app and app in other.parents]
    for path in sorted(files):
        if "migrations" in path.parts or any(other in path.parents for other in inner):
            continue
        for _line, text, comments, context in _extracted_from(path):
            found.add(text, context=context, auto_comments=comments)
    return found


def read(path: Path) -> Catalog:
    """A catalogue from its file; empty when there is none."""
    if not path.exists():
        return Catalog(locale="da")
    with path.open("rb") as source:
        return read_po(source, locale="da")


def translated(message: Message | None) -> bool:
    """Whether a message has its whole Danish text."""
    if message is None or message.fuzzy:
        return False
    return all(message.string) if isinstance(message.string, list | tuple) else bool(message.string)


class Everything:
    """All apps at once: what the source asks for and what the catalogues hold."""

    def __init__(self) -> None:
        self.asked = {app: {key_of(m): m for m in extracted(app) if m.id} for app in apps()}
        self.held = {app: {key_of(m): m for m in read(catalogue(app)) if m.id} for app in apps()}

    def owner(self, key: Key) -> Path:
        """The app whose catalogue keeps a text: one that asks for it and has it, else the first that asks."""
        asking = [app for app, messages in self.asked.items() if key in messages]
        return next((app for app in asking if translated(self.held[app].get(key))), asking[0])

    def danish(self, key: Key) -> Message | None:
        """A finished translation of a text, from whichever catalogue has one."""
        return next((m[key] for m in self.held.values() if translated(m.get(key))), None)


def update() -> None:
    """Bring every catalogue up to date: new texts come in empty, texts that nobody asks for go out."""
    everything = Everything()
    wanted: dict[Path, list[Message]] = defaultdict(list)
    keys = {key: message for messages in everything.asked.values() for key, message in messages.items()}
    for key, message in keys.items():
        wanted[everything.owner(key)].append(message)
    for app in everything.asked:
        _write(catalogue(app), wanted[app], everything)


def _write(path: Path, messages: list[Message], everything: Everything) -> None:
    if not messages:
        path.unlink(missing_ok=True)
        return
    new = Catalog(locale="da")
    for message in messages:
        known = everything.danish(key_of(message))
        string = known.string if known else ""
        comments = known.user_comments if known else []
        new.add(message.id, string, context=message.context, user_comments=comments, flags=message.flags)
    body = io.BytesIO()
    write_po(body, new, width=110, no_location=True, omit_header=True, sort_output=True)
    text = HEADER + body.getvalue().decode("utf-8").strip() + "\n"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _placeholders(text: Any) -> set[str]:
    texts = text if isinstance(text, list | tuple) else [text]
    return {found for one in texts for found in PLACEHOLDER.findall(one)}


def faults() -> list[str]:
    """What is wrong with the catalogues, a sentence each."""
    everything = Everything()
    found = []
    texts: dict[Key, dict[Any, Path]] = defaultdict(dict)
    for app, messages in everything.asked.items():
        for key in messages:
            if everything.danish(key) is None:
                found.append(f"{name_of(app)}: no Danish for {key[1]!r}")
    for app, messages in everything.held.items():
        for key, message in messages.items():
            found.extend(f"{name_of(catalogue(app))}: {fault}" for fault in _faults_of(message))
            if translated(message):
                danish = tuple(message.string) if isinstance(message.string, list | tuple) else message.string
                texts[key].setdefault(danish, app)
    for key, versions in texts.items():
        if len(versions) > 1:
            where = ", ".join(f"{text!r} in {name_of(app)}" for text, app in versions.items())
            found.append(f"two translations of {key[1]!r}: {where}")
    return sorted(set(found))


def _faults_of(message: Message) -> Iterator[str]:
    if message.fuzzy:
        yield f"unsure (fuzzy): {message.id!r}"
    if translated(message) and not _placeholders(message.string) <= _placeholders(message.id):
        yield f"a placeholder that the English does not have: {message.string!r}"


def compile_all() -> None:
    """Write the .mo file of each catalogue that changed since; safe beside another that does the same."""
    for app in apps():
        path = catalogue(app)
        done = path.with_suffix(".mo")
        if not path.exists() or (done.exists() and done.stat().st_mtime_ns >= path.stat().st_mtime_ns):
            continue
        unfinished = io.BytesIO()
        write_mo(unfinished, read(path))
        new = done.with_suffix(".new")
        new.write_bytes(unfinished.getvalue())
        new.replace(done)


def main() -> int:
    """Do what was asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--update", action="store_true")
    what.add_argument("--check", action="store_true")
    what.add_argument("--compile", action="store_true")
    asked = parser.parse_args()
    if asked.update:
        update()
    if asked.compile:
        compile_all()
        return 0
    found = faults()
    sys.stderr.write("".join(f"{fault}\n" for fault in found))
    return int(asked.check and bool(found))


if __name__ == "__main__":
    sys.exit(main())
