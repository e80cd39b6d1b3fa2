"""What must hold of the letters and laws of a file, so that a letter can be written on any day and leaks nothing."""

from collections.abc import Iterable
from datetime import date, timedelta
from string import Formatter

from brobygger.standard.checking_base import Checker
from brobygger.standard.letters import Law
from brobygger.standard.loading_letters import packaged_laws, packaged_letters
from brobygger.standard.source_lines import Path

LONGEST = 120
# What a title outside the secure mailbox never says: what the centre treats, and that somebody is worried for a child.
NEVER_OUTSIDE = ("rusmiddel", "misbrug", "stof", "alkohol", "behandling", "underretning")
EVERYWHERE = frozenset({"municipality"})


class LettersCheck(Checker):
    """The checks of the letters and the laws that the file words itself."""

    def run(self) -> None:
        """Write down every fault."""
        usual = packaged_letters()
        kinds = [str(item.get("kind", "")) for item in self._raw("letters")]
        for index, item in enumerate(self._raw("letters")):
            kind = kinds[index]
            self.known(("letters", index), "kind", [kind], set(usual), "slags brev", "kind of letter")
            if kind in kinds[:index]:
                self.fault(("letters", index, "kind"), f"'{kind}' står to gange.", f"'{kind}' stands twice.")
            if kind in usual:
                self._letter(index, kind, item)
        self._laws()

    def _letter(self, index: int, kind: str, item: dict[str, object]) -> None:
        usual, own = packaged_letters()[kind], self.standard.letters[kind]
        place: Path = ("letters", index)
        self._words((*place, "label"), own.label, EVERYWHERE)
        self._outside((*place, "label"), own.label)
        for case, title in own.titles.items():
            at: Path = (*place, "titles", case) if case else (*place, "title")
            if case not in usual.titles:
                self.fault(at, f"'{kind}' har ingen overskrift '{case}'.", f"'{kind}' has no title '{case}'.")
                continue
            self._words(at, title, EVERYWHERE | _fields(usual.titles[case]))
        if not item.keys() - {"kind"}:
            self.fault(place, f"'{kind}' siger ikke noget.", f"'{kind}' says nothing.")

    def _words(self, place: Path, words: str, allowed: Iterable[str]) -> None:
        """Only what the letter knows may stand in brackets."""
        try:
            unknown = _fields(words) - set(allowed)
        except ValueError:
            unknown = {words}
        for name in sorted(unknown):
            self.fault(place, f"'{{{name}}}' kan ikke stå her.", f"'{{{name}}}' cannot stand here.")

    def _outside(self, place: Path, label: str) -> None:
        for word in NEVER_OUTSIDE:
            if word in label.lower():
                self.fault(
                    place,
                    f"'{label}' står uden for den sikre postkasse og må ikke sige '{word}'.",
                    f"'{label}' stands outside the secure mailbox and may not say '{word}'.",
                )
        if len(label) - len("{municipality}") + len(self.standard.municipality.name) > LONGEST:
            self.fault(place, f"Højst {LONGEST} tegn.", f"At most {LONGEST} signs.")

    def _laws(self) -> None:
        """Each use on each line has one law on each day, of those that letters ask for."""
        uses = {law.use for law in packaged_laws()}
        lines = {line.id for line in self.standard.lines}
        for index, item in enumerate(self._raw("laws")):
            self.known(("laws", index), "use", [str(item.get("use", ""))], uses, "brug af en lov", "use of a law")
            if line := str(item.get("line", "")):
                self.known(("laws", index), "line", [line], lines, "linje", "line")
        groups: dict[tuple[str, str], list[tuple[int, Law]]] = {}
        for index, law in enumerate(self.standard.laws[: len(self._raw("laws"))]):
            groups.setdefault((law.use, law.line), []).append((index, law))
        for (use, _line), group in groups.items():
            group.sort(key=lambda one: one[1].valid_from or date.min)
            self._each_age(use, group)

    def _each_age(self, use: str, group: list[tuple[int, Law]]) -> None:
        """One law on each day for each age: the ages between two that a law names are alike."""
        named = {age for _index, law in group for age in (law.from_age, law.under) if age is not None}
        looked: list[list[tuple[int, Law]]] = []
        for age in sorted({0, *named}):
            of_age = [one for one in group if one[1].is_for(age)]
            if not of_age:
                self._lacks(group[0][0], use)
            elif of_age not in looked:
                looked.append(of_age)
                self._each_day(use, of_age)

    def _each_day(self, use: str, group: list[tuple[int, Law]]) -> None:
        wanted: date | None = date.min
        for index, law in group:
            first = law.valid_from or date.min
            if wanted is None or first < wanted:
                self.fault(
                    ("laws", index),
                    f"To love for '{use}' gælder på samme tid (overlapper).",
                    f"Two laws for '{use}' hold at the same time (overlap).",
                )
            elif first > wanted:
                self._lacks(index, use)
            wanted = law.valid_to + timedelta(days=1) if law.valid_to and law.valid_to < date.max else None
        if wanted is not None:
            self._lacks(group[-1][0], use)

    def _lacks(self, index: int, use: str) -> None:
        self.fault(
            ("laws", index),
            f"Der er dage, hvor '{use}' ingen lov har: et brev kunne ikke skrives.",
            f"There are days on which '{use}' has no law: a letter could not be written.",
        )


def _fields(words: str) -> set[str]:
    return {name for _text, name, _format, _conversion in Formatter().parse(words) if name is not None}
