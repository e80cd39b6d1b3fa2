"""Read a standard file into a ``Standard``, or refuse it with every fault and its line.

Which file the software runs on is decided here and nowhere else (``file_in_use``), and so is what stands above it: the
house's own settings (``stands_above``), which whoever stores them lays over it.
"""

import errno
import hashlib
import os
import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from brobygger.standard.checking import check
from brobygger.standard.clocks import ClockVersion
from brobygger.standard.loading_clocks import read_clocks, read_triggers, read_undone
from brobygger.standard.loading_letters import read_laws, read_letters
from brobygger.standard.loading_lists import (
    read_conferences,
    read_ending_reasons,
    read_kinds_of_treatment,
    read_named,
    read_partners,
    read_roles,
)
from brobygger.standard.loading_offers import read_gift_cards, read_offers
from brobygger.standard.loading_parts import (
    read_calendar,
    read_events,
    read_hearing_days,
    read_lines,
    read_municipality,
    read_receipts,
    read_routing,
    read_sections,
    read_turns,
    read_units,
)
from brobygger.standard.model import Standard
from brobygger.standard.problems import Problem, StandardFileError
from brobygger.standard.reading import FileReader
from brobygger.standard.source_lines import SourceLines
from brobygger.standard.text import Text
from brobygger.standard.toml_words import in_both

PACKAGED = Path(__file__).with_name("slagelse.toml")
VARIABLE = "BROBYGGER_STANDARD"
_SYNTAX_AT = re.compile(r"\(at line (\d+), column \d+\)")


def file_in_use() -> Path:
    """The file that the software runs on: the one that ``BROBYGGER_STANDARD`` names, else the packaged one.

    A municipality's own file lies outside the software, so that no upgrade touches it.
    """
    named = os.environ.get(VARIABLE, "").strip()
    return Path(named).absolute() if named else PACKAGED


def use(path: Path | str) -> None:
    """Run on this file from now on: this process, and every one that it starts."""
    os.environ[VARIABLE] = str(Path(path).absolute())
    _in_use.cache_clear()


def load(path: Path | str | None = None) -> Standard:
    """The standard in a file; without a path the one in use: its file, read once for the life of the process, with
    what the house has set above it.

    Raises:
        StandardFileError: the file is faulty; it carries every fault with its line.
        OSError: the file cannot be read.
    """
    if path is None:
        return _above[0](_in_use()) if _above else _in_use()
    return _load(Path(path))


def load_file() -> Standard:
    """What the file in use says by itself, without what the house has set above it."""
    return _in_use()


def stands_above(lay_over: Callable[[Standard], Standard]) -> None:
    """Ask from now on what stands above the file in use. It is asked each time, and must answer at once."""
    _above[:] = [lay_over]


_above: list[Callable[[Standard], Standard]] = []


@lru_cache(maxsize=1)
def _in_use() -> Standard:
    return _load(file_in_use())


def _load(path: Path) -> Standard:
    # A pipe is never read to its end, and a device may have none.
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is no regular file", str(path))
    return replace(parse(path.read_bytes(), source=path.name), path=path)


def parse(content: bytes, *, source: str = "standard.toml", whole: bool = True) -> Standard:
    """The standard in the bytes of a file; ``source`` names it in messages.

    Without ``whole`` it is only something to reckon with: what the software needs beyond that is not asked for.

    Raises:
        StandardFileError: the content is faulty.
    """
    found = read_standard(read_file(content, source), source, hashlib.sha256(content).hexdigest(), whole=whole)
    return replace(found, content=content)


def read_standard(reader: FileReader, source: str, digest: str, *, whole: bool = True) -> Standard:
    """The standard in what a reader holds, checked.

    Raises:
        StandardFileError: it is faulty.
    """
    standard = _read(reader, source, digest)
    if standard is not None:
        check(standard, reader, whole=whole)
    if reader.problems or standard is None:
        raise StandardFileError(source, reader.problems)
    return standard


def read_file(content: bytes, source: str) -> FileReader:
    """A file that the standard's own reader goes through, with its lines: the standard itself, or its cases.

    Raises:
        StandardFileError: the content is no TOML.
    """
    text = _decoded(content, source)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise StandardFileError(source, [_syntax_problem(str(error), text)]) from None
    except RecursionError:
        message = Text("Filen har for mange lag af parenteser.", "The file nests too many brackets.")
        raise StandardFileError(source, [Problem(1, "", message)]) from None
    except ValueError:  # Python reads no number of thousands of digits
        message = Text("Filen har et tal med alt for mange cifre.", "The file has a number with far too many digits.")
        raise StandardFileError(source, [Problem(1, "", message)]) from None
    return FileReader(data, SourceLines(text))


def _decoded(content: bytes, source: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = Text("Filen er ikke skrevet i UTF-8.", "The file is not written in UTF-8.")
        raise StandardFileError(source, [Problem(line, "", message)]) from None
    return text.replace("\r\n", "\n")


def _syntax_problem(error: str, text: str) -> Problem:
    found = _SYNTAX_AT.search(error)
    line = int(found.group(1)) if found else max(len(text.splitlines()), 1)
    reason = _SYNTAX_AT.sub("", error).replace("(at end of document)", "").strip()
    why = in_both(reason)
    message = Text(f"Filen kan ikke læses som TOML: {why.da}.", f"The file cannot be read as TOML: {why.en}.")
    return Problem(line, "", message)


NAMED = (
    "target_groups", "values", "principles", "goals", "assessment_areas", "important_changes", "closing_statuses",
)  # fmt: skip


def _read(reader: FileReader, source: str, digest: str) -> Standard | None:
    root = reader.root
    municipality = read_municipality(root)
    calendar = read_calendar(root)
    routing = read_routing(root)
    gift_cards = read_gift_cards(root)
    clocks = read_clocks(root)
    parts = {
        "units": read_units(root),
        "lines": read_lines(root),
        "kinds_of_treatment": read_kinds_of_treatment(root),
        "partners": read_partners(root),
        "ending_reasons": read_ending_reasons(root),
        "conferences": read_conferences(root),
        **{key: read_named(root, key) for key in NAMED},
        **{key: read_named(root, key, optional=True) for key in ("rooms", "themes", "phrases")},
        "offers": read_offers(root),
        "sections": read_sections(root),
        "roles": read_roles(root),
        "events": read_events(root),
        "turns": read_turns(root),
        "round_ends": read_triggers(root, "round_ends"),
        "counts_anew_after": read_triggers(root, "counts_anew_after", optional=True),
        "undone": read_undone(root),
        "receipts": read_receipts(root),
        "hearing_days": read_hearing_days(root),
        "letters": read_letters(root),
        "laws": read_laws(root),
    }
    root.table("fact_values", optional=True)  # in older files: the closed lists are declared with the events now
    root.done()
    if municipality is None or calendar is None or routing is None or gift_cards is None:
        return None
    groups = {version.id: tuple(v for v in clocks if v.id == version.id) for version in clocks}
    by_day = {clock_id: tuple(sorted(group, key=_from)) for clock_id, group in groups.items()}
    return Standard(
        municipality=municipality,
        calendar=calendar,
        routing=routing,
        gift_cards=gift_cards,
        clocks=clocks,
        clocks_by_id=by_day,
        clocks_by_start=_by_start(clocks),
        source=source,
        digest=digest,
        **parts,  # type: ignore[arg-type]
    )


def _by_start(clocks: tuple[ClockVersion, ...]) -> dict[str, tuple[str, ...]]:
    """The clocks that each kind of event may start: of a timeline only those are asked."""
    found: dict[str, dict[str, None]] = {}
    for version in clocks:
        for trigger in version.starts:
            found.setdefault(trigger.event, {})[version.id] = None
    return {kind: tuple(ids) for kind, ids in found.items()}


def _from(version: object) -> date:
    return getattr(version, "valid_from", None) or date.min
