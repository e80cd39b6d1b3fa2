"""What must hold between the parts of a standard file, so that no promise in it is empty words."""

import re
from datetime import date, timedelta

from brobygger.standard.checking_base import Checker
from brobygger.standard.checking_clocks import ClockCheck
from brobygger.standard.checking_facts import wrong_turns
from brobygger.standard.checking_kinds import KindCheck
from brobygger.standard.checking_letters import LettersCheck
from brobygger.standard.checking_offers import OfferCheck
from brobygger.standard.checking_purposes import PurposeCheck
from brobygger.standard.checking_whole import WholeCheck
from brobygger.standard.clocks import ANSWERING
from brobygger.standard.contents import CONTENTS
from brobygger.standard.courses import COURSES
from brobygger.standard.known import LETTER_SENT, MEANS
from brobygger.standard.model import Standard
from brobygger.standard.reading import FileReader
from brobygger.standard.source_lines import Path
from brobygger.standard.vocabulary import vocabulary

OLDEST = 150
_WEBSITE = re.compile(
    r"(https://)?([a-z0-9æøå]([a-z0-9æøå-]{0,61}[a-z0-9æøå])?\.)+[a-z]{2,63}(/[^\s\"\'<>\\]*)?", re.IGNORECASE
)
AUDIENCES = ("citizen", "relative", "professional")


def check(standard: Standard, reader: FileReader, *, whole: bool = True) -> None:
    """Write down every fault that is no matter of a single key; with ``whole`` also what keeps the software from it."""
    _PartsCheck(standard, reader).run()
    ClockCheck(standard, reader).run()
    LettersCheck(standard, reader).run()
    if whole:
        WholeCheck(standard, reader).run()
        KindCheck(standard, reader).run()
        OfferCheck(standard, reader).run()
        PurposeCheck(standard, reader).run()


class _PartsCheck(Checker):
    def run(self) -> None:
        self.vocabulary()
        self.unique_ids()
        self.sections()
        self.references()
        self.ages()
        self.receipts()
        self.websites()

    def vocabulary(self) -> None:
        """The file words events that the software records, and no others."""
        for index, event in enumerate(self._raw("events")):
            kind = event.get("kind")
            if isinstance(kind, str) and kind not in vocabulary():
                self._unknown_event(("events", index, "kind"), kind)
        for key in ("round_ends", "counts_anew_after"):
            for trigger in getattr(self.standard, key):
                self.trigger((key,), trigger)
                self.place((key,), trigger, ())
        self.undone()
        for index, turn in enumerate(self.standard.turns):
            self.event(("turns", index, "event"), turn.event)
            self.event(("turns", index, "since"), turn.since)
            self.fact(("turns", index, "fact"), turn.event, turn.fact)
            for fault in wrong_turns(turn):
                self.fault(("turns", index, "values"), fault.da, fault.en)

    def websites(self) -> None:
        """What a page makes a link of is the name of a host, perhaps with a path."""
        for key in ("website", "website_for_young"):
            written = getattr(self.standard.municipality, key)
            if written and not _WEBSITE.fullmatch(written):
                self.fault(
                    ("municipality", key),
                    f"'{written}' er ikke en adresse på nettet; skriv den som www.eksempel.dk/unge.",
                    f"'{written}' is no address on the web; write it as www.example.dk/young.",
                )

    def undone(self) -> None:
        """What takes something back is an event that can happen, and both sides carry what they are paired by."""
        for index, undoing in enumerate(self.standard.undone):
            path: Path = ("undone", index)
            self.trigger((*path, "event"), undoing.event)
            self.place((*path, "event"), undoing.event, ())
            for trigger in undoing.by:
                self.trigger((*path, "by"), trigger)
                self.place((*path, "by"), trigger, ("on_later_day", "on_same_day", "pairs_by"))
                for fact in trigger.pairs_by:
                    self.fact((*path, "by"), undoing.event.event, fact)
                for fact, name in undoing.newer_names:
                    self.fact((*path, "newer_names"), trigger.event, fact)
                    self.fact((*path, "newer_names"), undoing.event.event, name)
                if trigger.on_later_day and trigger.on_same_day:
                    self.fault(
                        (*path, "by"),
                        f"'{trigger.event}' kan ikke både være på samme dag og på en senere.",
                        f"'{trigger.event}' cannot be on the same day and on a later one.",
                    )
            for trigger in undoing.unless_between:
                self.trigger((*path, "unless_between"), trigger)
                self.place((*path, "unless_between"), trigger, ())

    def unique_ids(self) -> None:
        """No two things of one list may share an id."""
        for key, field in [*((name, "id") for name in _LISTS), ("sections", "number")]:
            seen: set[object] = set()
            for index, item in enumerate(self._raw(key)):
                name = item.get(field)
                if isinstance(name, str) and name in seen:
                    self.fault(
                        (key, index, field),
                        f"'{name}' er brugt to gange i '{key}'.",
                        f"'{name}' is used twice in '{key}' (duplicate id).",
                    )
                if isinstance(name, str):
                    seen.add(name)

    def sections(self) -> None:
        numbers = {section.number for section in self.standard.sections}
        for index, section in enumerate(self.standard.sections):
            path: Path = ("sections", index)
            if not re.fullmatch(r"\d+(\.\d+)*", section.number):
                self.fault(
                    (*path, "number"),
                    f"'{section.number}' er ikke et afsnitsnummer som 3.5.",
                    f"'{section.number}' is no section number such as 3.5.",
                )
            for audience in section.audience:
                if audience not in AUDIENCES:
                    self.fault(
                        (*path, "audience"),
                        f"'{audience}' er ikke en læser; brug {', '.join(AUDIENCES)}.",
                        f"'{audience}' is no reader; use {', '.join(AUDIENCES)}.",
                        text=audience,
                    )
            self.known(path, "contents", section.contents, set(CONTENTS), "del af en standard", "content of a standard")
            self.requirements(path, section.requirements)
        for index, unit in enumerate(self.standard.units):
            self.section(self.of_unit(index), unit.section, numbers)
        for version, path in self.versions():
            self.section(path, version.section, numbers)
            self.requirements(path, version.requirements)

    def references(self) -> None:
        units = {unit.id for unit in self.standard.units}
        lines = {line.id for line in self.standard.lines}
        for index, rule in enumerate(self.standard.routing.rules):
            path: Path = ("routing", "rules", index)
            self.known(path, "unit", [rule.unit], units, "afdeling", "unit")
            self.known(path, "line", [rule.line] if rule.line else [], lines, "linje", "line")
        for index, unit in enumerate(self.standard.units):
            self.known(self.of_unit(index), "lines", unit.lines, lines, "linje", "line")
        kinds = {kind.id for kind in self.standard.kinds_of_treatment}
        courses = {kind.id for kind in COURSES}
        for version, path in self.versions():
            self.known(path, "holds_for", sorted(version.lines | version.not_lines), lines, "linje", "line")
            self.known(path, "holds_for", sorted(version.units), units, "afdeling", "unit")
            named = sorted(version.kinds_of_treatment)
            self.known(path, "holds_for", named, kinds, "behandlingsform", "kind of treatment")
            self.known(path, "holds_for", sorted(version.courses), courses, "forløbstype", "kind of course")
            if version.answers in ANSWERING and version.answers not in self.standard.roles:
                self.fault(
                    (*path, "answers"),
                    f"Rollen '{version.answers}' har intet navn i [roles].",
                    f"The role '{version.answers}' has no name in [roles].",
                )

    def ages(self) -> None:
        """Ages are whole years from 0 on, the lower one first."""
        for index, unit in enumerate(self.standard.units):
            self.span(self.of_unit(index), unit.age_from, unit.age_to)
            if unit.menu_choice is not None and not 0 <= unit.menu_choice <= 9:
                self.fault(
                    (*self.of_unit(index), "menu_choice"),
                    "'menu_choice' skal være et tal fra 0 til 9.",
                    "'menu_choice' must be a number from 0 to 9.",
                )
        for index, rule in enumerate(self.standard.routing.rules):
            self.span(("routing", "rules", index), rule.age_from, rule.age_to)
        self.span(("routing",), self.standard.routing.adult_from, None, "adult_from")
        for version, path in self.versions():
            self.span((*path, "holds_for"), version.age_from, None)

    def span(self, path: Path, first: int | None, last: int | None, key: str = "age_from") -> None:
        if first is not None and not 0 <= first <= OLDEST:
            self.fault((*path, key), f"'{key}' er ingen alder.", f"'{key}' is no age (0 to {OLDEST}).")
        if last is not None and last < (first or 0):
            self.fault((*path, "age_to"), "'age_to' ligger under 'age_from'.", "'age_to' lies below 'age_from'.")

    def receipts(self) -> None:
        """Ways of sending that letters know, none of them with two rules on one day."""
        rules = self.standard.receipts
        means = set(vocabulary()[LETTER_SENT].facts[MEANS.name].choices)
        for index, rule in enumerate(rules):
            self.known(("presumed_receipt", index), "means", [rule.means], means, "forsendelse", "means of sending")
            for other in rules[:index]:
                first = max(rule.valid_from or date.min, other.valid_from or date.min)
                last = min(rule.valid_to or date.max, other.valid_to or date.max)
                if rule.means == other.means and first <= last:
                    self.fault(
                        ("presumed_receipt", index),
                        f"To regler om modtagelse af '{rule.means}' gælder på samme tid (overlapper).",
                        f"Two rules on the receipt of '{rule.means}' hold at the same time (overlap).",
                    )
            if rule.valid_to is None or rule.valid_to == date.max:
                continue
            after = rule.valid_to + timedelta(days=1)
            if not any(other.means == rule.means and other.covers(after) for other in rules):
                day = after.isoformat()
                self.fault(
                    ("presumed_receipt", index, "valid_to"),
                    f"Fra {day} har '{rule.means}' ingen regel om modtagelse: klagefristen ville aldrig begynde.",
                    f"From {day} on '{rule.means}' has no rule on receipt: the time to appeal would never begin.",
                )


_LISTS = (
    "units",
    "target_groups",
    "lines",
    "values",
    "principles",
    "goals",
    "kinds_of_treatment",
    "assessment_areas",
    "partners",
    "important_changes",
    "ending_reasons",
    "closing_statuses",
    "conferences",
    "clocks",
)
