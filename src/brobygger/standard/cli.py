"""The standard on the command line: check a file, list its clocks, reckon one date, evaluate a timeline, prove it.

These five commands are a public interface (docs/timelines.md): what they print as JSON stays stable.
Exit codes: 0 done, 1 the standard file has faults, 2 what was given cannot be used.
"""

import argparse
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from brobygger.standard import contents
from brobygger.standard.clocks import ClockVersion, Within, version_on
from brobygger.standard.deadlines import Deadline, deadlines, state_on
from brobygger.standard.events import DANISH_TIME
from brobygger.standard.explanation import practical_day
from brobygger.standard.known import LINE
from brobygger.standard.loading import file_in_use, load
from brobygger.standard.model import Standard
from brobygger.standard.printing import FAULTS, as_json, print_line, refuse
from brobygger.standard.problems import Problem, StandardFileError
from brobygger.standard.proving_cli import add_proving
from brobygger.standard.timeline_json import InputError, read_day, read_facts, read_timeline
from brobygger.standard.words import amount_words


def register(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> "argparse._SubParsersAction[argparse.ArgumentParser]":
    """Add ``standard`` and its five commands to a command line; each sets ``run(chosen) -> exit code``.

    Returns the sub-commands of ``standard``, so that others can add theirs.
    """
    parser = commands.add_parser("standard", help="the quality standard: check it, list it, reckon with it")
    return add_commands(parser)


def add_commands(parser: argparse.ArgumentParser) -> "argparse._SubParsersAction[argparse.ArgumentParser]":
    """Add the five commands to a parser of one's own."""
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    checking = commands.add_parser("check", help="read a standard file and name every fault with its line")
    checking.add_argument("file", nargs="?", metavar="FILE", help="the file (default: the one in use)")
    checking.add_argument("--json", action="store_true", help="print JSON")
    checking.set_defaults(run=run_check)
    clocks = commands.add_parser("clocks", help="list every clock, in each of its versions")
    _common(clocks)
    clocks.set_defaults(run=run_clocks)
    due = commands.add_parser("due", help="the due date of one clock from one date, explained")
    due.add_argument("clock", metavar="CLOCK", help="the clock's id, as 'clocks' lists it")
    due.add_argument("--from", dest="start", required=True, metavar="DATE", help="the day that starts it")
    due.add_argument("--as-of", metavar="DATE", help="the day on which to tell its state (default: the start)")
    due.add_argument(
        "--fact",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="a fact of the start, such as weeks=12",
    )
    _common(due)
    due.set_defaults(run=run_due)
    evaluating = commands.add_parser("evaluate", help="every deadline of a timeline given as JSON")
    evaluating.add_argument("timeline", metavar="TIMELINE.json", help="the file, or - for standard input")
    evaluating.add_argument("--as-of", metavar="DATE", help="the day to look from (default: today in Denmark)")
    _common(evaluating)
    evaluating.set_defaults(run=run_evaluate)
    add_proving(commands, _standard)
    return commands


def main(arguments: list[str] | None = None) -> int:
    """Run one of the commands; ``python -m brobygger.standard`` without the rest of the software."""
    parser = argparse.ArgumentParser(prog="brobygger standard", description="The quality standard.")
    add_commands(parser)
    chosen = parser.parse_args(arguments)
    return int(chosen.run(chosen))


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--file", metavar="FILE", help="another standard file than the one in use")


def run_check(chosen: argparse.Namespace) -> int:
    """Read a file; print a summary and what the law asks for that no section is marked with, or its faults."""
    if chosen.file is not None and not chosen.file.strip():
        return refuse("no file is named: the name is empty")
    path = Path(chosen.file) if chosen.file else file_in_use()
    try:
        standard = load(path)
    except StandardFileError as error:
        return _tell_faults(path, error.problems, in_json=chosen.json)
    except OSError as error:
        return refuse(f"{path}: {error.strerror or error}")
    lacking = contents.lacking(standard)
    unverified = tuple(dict.fromkeys(law.note for law in standard.laws if law.note.da))
    if chosen.json:
        notices = [{"content": name, "da": words.da, "en": words.en} for name, words in lacking.items()]
        found = {"file": str(path), "sha256": standard.digest, "in_order": True, "faults": [], "lacking": notices}
        found["unverified"] = [{"da": note.da, "en": note.en} for note in unverified]
        print_line(as_json(found))
        return 0
    promises = {version.id for version in standard.clocks if version.is_promise}
    print_line(
        f"{path}: i orden / in order. {standard.municipality.centre} {standard.municipality.edition}: "
        f"{len(promises)} promises in {len(standard.clocks)} versions, {len(standard.sections)} sections, "
        f"{'one team' if standard.one_team else f'{len(standard.units)} units'}."
    )
    if lacking:
        print_line(
            f"Ingen fejl, men værd at vide / no fault, but worth knowing: {contents.LAW}, beder om 15 dele i en "
            "standard for social stofbehandling. Intet afsnit er mærket (contents) med / no section is marked with:"
        )
        for name, words in lacking.items():
            print_line(f"  {name}: {words.da} / {words.en}")
    for note in unverified:
        print_line(f"Ikke efterprøvet / not verified: {note.da} / {note.en}")
    return 0


def _tell_faults(path: Path, problems: list[Problem], *, in_json: bool) -> int:
    if in_json:
        faults = [
            {"line": one.line, "place": one.place, "da": one.message.da, "en": one.message.en} for one in problems
        ]
        told = {"file": str(path), "sha256": None, "in_order": False, "faults": faults, "lacking": [], "unverified": []}
        print_line(as_json(told))
        return FAULTS
    for problem in problems:
        sys.stderr.write(f"{path}:{problem}\n")
    count = len(problems)
    sys.stderr.write(f"{count} fejl / {count} fault{'s' if count != 1 else ''}\n")
    return FAULTS


def run_clocks(chosen: argparse.Namespace) -> int:
    """List the clocks."""
    try:
        standard = _standard(chosen)
    except InputError as error:
        return refuse(str(error))
    if chosen.json:
        print_line(as_json([clock_json(version) for version in standard.clocks]))
        return 0
    for version in standard.clocks:
        first = version.valid_from.isoformat() if version.valid_from else "…"
        last = version.valid_to.isoformat() if version.valid_to else "…"
        print_line(f"{version.id}  [{first} – {last}]  {'' if version.is_promise else '(no promise)'}".rstrip())
        print_line(f"    {version.promise.da} · afsnit {version.section} · {version.law}")
        starts = ", ".join(trigger.event for trigger in version.starts)
        met_by = ", ".join(trigger.event for trigger in version.met_by)
        print_line(f"    {starts} → {met_by}: {_within_words(version)}")
    return 0


def run_due(chosen: argparse.Namespace) -> int:
    """Reckon one clock from one date."""
    try:
        standard = _standard(chosen)
        start = read_day(chosen.start, "--from")
        as_of = read_day(chosen.as_of, "--as-of") if chosen.as_of else start
        deadline = _deadline_from(standard, chosen.clock, start, _facts(chosen.fact), as_of)
    except InputError as error:
        return refuse(str(error))
    if chosen.json:
        print_line(as_json(deadline_json(deadline)))
    else:
        print_line(deadline.explanation_da + ".")
        print_line(deadline.explanation_en + ".")
        print_line(f"due_on {deadline.due_on}  act_by {deadline.act_by}  ({deadline.law}; afsnit {deadline.section})")
    return 0


def run_evaluate(chosen: argparse.Namespace) -> int:
    """Tell every deadline of a timeline."""
    try:
        standard = _standard(chosen)
        today = datetime.now(DANISH_TIME).date()
        as_of = read_day(chosen.as_of, "--as-of") if chosen.as_of else today
        found = deadlines(read_timeline(_content(chosen.timeline)), standard, as_of)
    except InputError as error:
        return refuse(str(error))
    if chosen.json:
        print_line(as_json([deadline_json(deadline) for deadline in found]))
        return 0
    for deadline in found:
        met = f", met {deadline.met_on}" if deadline.met_on else ""
        print_line(f"{deadline.act_by}  {deadline.clock}: {deadline.state}{met} (due {deadline.due_on})")
        print_line(f"    {deadline.explanation_da}.")
    if not found:
        print_line("Ingen frister / No deadlines")
    return 0


def clock_json(version: ClockVersion) -> dict[str, Any]:
    """One version of a clock as public JSON."""
    return {
        "id": version.id,
        "requirements": list(version.requirements),
        "section": version.section,
        "law": version.law,
        "starts": _events(version.starts),
        "met_by": _events(version.met_by),
        "within": _within_json(version.within),
        "valid_from": _iso(version.valid_from),
        "valid_to": _iso(version.valid_to),
        "version": version.version,
        "promise": version.is_promise,
        "promise_da": version.promise.da,
        "promise_en": version.promise.en,
        "act_da": version.act.da,
        "act_en": version.act.en,
        "answers": version.answers,
        "weekend": version.weekend,
        "counted_from": version.counted_from.event if version.counted_from else None,
        "lines": sorted(version.lines),
        "not_lines": sorted(version.not_lines),
        "age_from": version.age_from,
        "departed_by": _events(version.departed_by),
        "departure_undone_by": _events(version.departure_undone_by),
        "voided_by": _events(version.voided_by),
        "repeats": version.repeats,
        "lapses": version.lapses,
        "or_within": _within_json(version.or_within) if version.or_within else None,
        "law_for": dict(version.law_by_line),
    }


def _within_json(within: Within) -> dict[str, Any]:
    named = {"fact": within.fact} if within.fact else {}
    return {"amount": within.amount, "unit": within.unit, **named}


def deadline_json(deadline: Deadline) -> dict[str, Any]:
    """A deadline as public JSON."""
    explanation = deadline.explain()
    return {
        "clock": deadline.clock,
        "requirements": list(deadline.requirements),
        "section": deadline.section,
        "law": deadline.law,
        "started_on": _iso(deadline.started_on),
        "due_on": _iso(deadline.due_on),
        "act_by": _iso(deadline.act_by),
        "met_on": _iso(deadline.met_on),
        "departed_on": _iso(deadline.departed_on),
        "reason": deadline.reason or None,
        "state": deadline.state,
        "explanation_da": explanation.sentence.da,
        "explanation_en": explanation.sentence.en,
        "stopped_on": _iso(deadline.stopped_on),
        "presumed_from": _iso(deadline.presumed_from),
        "started_by": deadline.started_by,
        "number": deadline.number,
        "version": deadline.version,
        "promise": deadline.is_promise,
        "answers": deadline.answers,
        "about": dict(deadline.about),
    }


def _deadline_from(standard: Standard, clock: str, start: date, facts: dict[str, Any], as_of: date) -> Deadline:
    versions = standard.clocks_by_id.get(clock)
    if versions is None:
        raise InputError(f"unknown clock {clock!r}; 'standard clocks' lists them")
    rule = version_on(versions, start)
    if rule is None:
        raise InputError(f"no version of {clock!r} holds on {start.isoformat()}")
    try:
        due_on = rule.due_on(standard.calendar, start, facts)
    except (OverflowError, ValueError):
        raise InputError(f"{clock!r} from {start.isoformat()} runs past the calendar") from None
    if due_on is None:
        fact = rule.within.fact
        such = (start + timedelta(days=30)).isoformat() if rule.within.unit == "date" else "12"
        raise InputError(f"{clock!r} needs the fact '{fact}', such as --fact {fact}={such}")
    act_by = practical_day(rule, standard.calendar, due_on, start)
    line = LINE.read(facts)
    return Deadline(
        rule=rule,
        standard=standard,
        number=1,
        started_by=rule.counted_from.event if rule.counted_from else rule.starts[0].event,
        started_on=start,
        due_on=due_on,
        act_by=act_by,
        met_on=None,
        departed_on=None,
        stopped_on=None,
        presumed_from=None,
        reason="",
        state=state_on(as_of, due_on=due_on, act_by=act_by, lapses=rule.lapses),
        line=line if isinstance(line, str) else "",
    )


def _standard(chosen: argparse.Namespace) -> Standard:
    file = chosen.file or file_in_use()
    try:
        return load(chosen.file)
    except StandardFileError as error:
        first = error.problems[0]
        more = f" (and {len(error.problems) - 1} more)" if len(error.problems) > 1 else ""
        raise InputError(f"{file}:{first.line}: {first.message.en}{more}") from None
    except OSError as error:
        raise InputError(f"{file}: {error.strerror or error}") from None


def _content(name: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{name}: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise InputError(f"{name}: not written in UTF-8") from None


def _facts(given: list[str]) -> dict[str, Any]:
    facts: dict[str, object] = {}
    for pair in given:
        key, equals, value = pair.partition("=")
        if not equals or not key.strip():
            raise InputError(f"--fact: {pair!r} is not KEY=VALUE")
        facts[key] = value
    return read_facts(facts)


def _within_words(version: ClockVersion) -> str:
    return version.within_words.da or amount_words(version.within.amount, version.within.unit).da


def _events(triggers: tuple[Any, ...]) -> list[str]:
    return list(dict.fromkeys(trigger.event for trigger in triggers))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
