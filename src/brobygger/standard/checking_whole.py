"""What a file must hold so that the software can run on it: nobody falls between two units, two laws or two numbers."""

import difflib
import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby, pairwise

from brobygger.standard.asked_for import ASKED_FOR, WHAT
from brobygger.standard.checking_base import Checker
from brobygger.standard.clocks import ClockVersion, Within
from brobygger.standard.known import AFTER_FOLLOW_UP_HELD, MONTH, TREATMENT_ENDED
from brobygger.standard.model import RoutingRule, Unit
from brobygger.standard.promise_words import Length, length, lengths_in
from brobygger.standard.source_lines import Path
from brobygger.standard.vocabulary import vocabulary
from brobygger.standard.words import amount_words

OLDEST = 120
APPEAL_PERIOD = "appeal-period"
# Danish numbers have eight digits and begin with 2 to 9; the pages put +45 before them.
_PHONE = re.compile(r"[2-9][0-9]{7}")
Ages = tuple[int, int, tuple[str, ...]]


class WholeCheck(Checker):
    """The checks of a file that the software runs on."""

    def run(self) -> None:
        """Write down every fault."""
        self.asked_for()
        self.ages()
        self.rules_and_units()
        self.bands()
        self.appeals()
        self.telephones()
        self.gaps()
        self.follow_up()
        self.months()
        self.words()

    def asked_for(self) -> None:
        """What code names is there under that name."""
        every = {(asked.list, name) for asked in ASKED_FOR for name in asked.ids}
        for asked in ASKED_FOR:
            names = [str(item.get("id")) for item in self._raw(asked.list)]
            free = [name for name in names if (asked.list, name) not in every]
            what = WHAT[asked.list]
            for name in asked.ids:
                if name in names:
                    continue
                like = difflib.get_close_matches(name, free, 1)
                self.fault(
                    (asked.list,),
                    f"Koden spørger efter {what.da} '{name}' ({asked.why.da}), men intet i filen hedder sådan."
                    + (f" Er det '{like[0]}', der har fået et andet navn?" if like else ""),
                    f"Code asks for {what.en} '{name}' ({asked.why.en}), but the file does not have it."
                    + (f" Has '{like[0]}' been given another name?" if like else ""),
                )

    def ages(self) -> None:
        """On each line of treatment every adult age has one unit, and one alone."""
        wrong: dict[Ages, list[str]] = {}
        for line in self.standard.lines:
            for found in self._wrong_ages(line.id):
                wrong.setdefault(found, []).append(line.id)
        for (first, last, units), lines in wrong.items():
            every = len(lines) == len(self.standard.lines)
            da, en = ("", "") if every else (f" ({', '.join(lines)})", f" ({', '.join(lines)})")
            ages_da, ages_en = _ages_words(first, last)
            if not units:
                self.fault(
                    ("routing", "rules"),
                    f"Ingen enhed tager {ages_da}{da}.",
                    f"No unit takes {ages_en}{en} (gap).",
                )
                continue
            rule = max(
                index
                for index, one in enumerate(self.standard.routing.rules)
                if one.unit in units and _takes(one, first)
            )
            self.fault(
                ("routing", "rules", rule),
                f"Flere enheder tager {ages_da}{da}: {', '.join(units)}.",
                f"More than one unit takes {ages_en}{en}: {', '.join(units)} (overlap).",
            )

    def _wrong_ages(self, line: str) -> Iterator[Ages]:
        rules = [rule for rule in self.standard.routing.rules if rule.line in (None, line)]

        def units(age: int) -> tuple[str, ...]:
            return tuple(sorted({rule.unit for rule in rules if _takes(rule, age)}))

        for who, ages in groupby(range(max(self.standard.routing.adult_from, 0), OLDEST + 1), units):
            span = list(ages)
            if len(who) != 1:
                yield span[0], span[-1], who

    def rules_and_units(self) -> None:
        """A rule leads to a unit that takes inquiries, of that line and of those ages."""
        units = {unit.id: unit for unit in self.standard.units}
        for index, rule in enumerate(self.standard.routing.rules):
            if rule.unit in units:
                self._rule(("routing", "rules", index), rule, units[rule.unit])

    def _rule(self, path: Path, rule: RoutingRule, unit: Unit) -> None:
        if not unit.takes_inquiries:
            self.fault(
                (*path, "unit"),
                f"'{unit.id}' tager ikke imod henvendelser, men en regel fører dem dertil.",
                f"'{unit.id}' takes no inquiries, but a rule leads them there.",
            )
        for line in [rule.line] if rule.line else [line.id for line in self.standard.lines]:
            if line not in unit.lines:
                self.fault(
                    path,
                    f"En regel fører '{line}' til '{unit.id}', som ikke har den linje.",
                    f"A rule leads '{line}' to '{unit.id}', which does not have that line.",
                )
        first, last = (
            max(rule.age_from, self.standard.routing.adult_from),
            OLDEST if rule.age_to is None else rule.age_to,
        )
        if first < (unit.age_from or 0) or last > (unit.age_to if unit.age_to is not None else OLDEST):
            self.fault(
                path,
                f"En regel fører andre aldre til '{unit.id}', end enheden selv siger, at den tager.",
                f"A rule leads other ages to '{unit.id}' than the unit itself says that it takes.",
            )

    def bands(self) -> None:
        """No age stands in two rules of one unit, of which neither would be the one that holds."""
        rules = self.standard.routing.rules
        for index, rule in enumerate(rules):
            for other in rules[:index]:
                first = max(rule.age_from, other.age_from)
                last = min(OLDEST if one.age_to is None else one.age_to for one in (rule, other))
                on_one_line = rule.line == other.line or None in (rule.line, other.line)
                if rule.unit == other.unit and on_one_line and first <= last:
                    ages_da, ages_en = _ages_words(first, last)
                    self.fault(
                        ("routing", "rules", index),
                        f"To regler til '{rule.unit}' tager begge {ages_da}.",
                        f"Two rules to '{rule.unit}' both take {ages_en} (overlap).",
                    )

    def appeals(self) -> None:
        """Who may appeal has somebody to appeal to, and a time in which to do it."""
        for index, line in enumerate(self.standard.lines):
            if not line.may_appeal:
                continue
            if not line.appeal_body.da:
                self.fault(
                    ("lines", index, "may_appeal"),
                    f"På '{line.id}' kan der klages, men 'appeal_body' siger ikke til hvem.",
                    f"On '{line.id}' one may appeal, but 'appeal_body' does not say to whom.",
                )
            clocks = self.standard.clocks_by_id.get(APPEAL_PERIOD, ())
            if clocks and not any(
                line.id in (one.lines or {line.id}) and line.id not in one.not_lines for one in clocks
            ):
                self.fault(
                    ("lines", index, "may_appeal"),
                    f"På '{line.id}' kan der klages, men uret '{APPEAL_PERIOD}' gælder ikke linjen.",
                    f"On '{line.id}' one may appeal, but the clock '{APPEAL_PERIOD}' does not hold for that line.",
                )

    def telephones(self) -> None:
        """A number that can be called, and a menu in which each choice leads to one place."""
        self._telephone(("municipality", "phone"), self.standard.municipality.phone)
        taken: dict[tuple[str, int], str] = {}
        for index, unit in enumerate(self.standard.units):
            self._telephone((*self.of_unit(index), "phone"), unit.phone)
            if unit.menu_choice is None:
                continue
            other = taken.setdefault((_digits(unit.phone), unit.menu_choice), unit.id)
            if other != unit.id:
                self.fault(
                    (*self.of_unit(index), "menu_choice"),
                    f"Tast {unit.menu_choice} på {unit.phone} fører både til '{other}' og '{unit.id}'.",
                    f"Choice {unit.menu_choice} on {unit.phone} leads to both '{other}' and '{unit.id}'.",
                )

    def _telephone(self, path: Path, phone: str) -> None:
        if phone and not _PHONE.fullmatch(_digits(phone)):
            self.fault(
                path,
                f"'{phone}' er ikke et telefonnummer; skriv otte cifre som 58 57 00 00, uden +45.",
                f"'{phone}' is no telephone number; write eight digits such as 58 57 00 00, without +45.",
            )

    def gaps(self) -> None:
        """From a clock's first version to its last there is no day on which the promise is nobody's."""
        placed = list(self.versions())
        for clock_id in self.standard.clocks_by_id:
            own = [(version, path) for version, path in placed if version.id == clock_id]
            dated = sorted(own, key=lambda one: one[0].valid_from.toordinal() if one[0].valid_from else 0)
            for (version, _path), (following, path) in pairwise(dated):
                last, first = version.valid_to, following.valid_from
                if last is None or first is None or (first - last).days <= 1:
                    continue
                begins, ends = last + timedelta(days=1), first - timedelta(days=1)
                self.fault(
                    (*path, "valid_from"),
                    f"Uret '{clock_id}' har et hul: fra {begins} til {ends} gælder ingen version af det.",
                    f"The clock '{clock_id}' has a gap: from {begins} to {ends} no version of it holds.",
                )

    def follow_up(self) -> None:
        """Who is followed up after the end is said once: by the mark on the ending reasons."""
        reasons = [reason.id for reason in self.standard.ending_reasons]
        marked = [reason.id for reason in self.standard.ending_reasons if reason.asks_follow_up]
        for version, path in self.versions():
            ends = [trigger for trigger in version.starts if trigger.event == TREATMENT_ENDED]
            if not ends or all(trigger.event != AFTER_FOLLOW_UP_HELD for trigger in version.met_by):
                continue
            followed = [
                reason
                for reason in reasons
                if any(
                    all(one.holds({"reason": reason}) for one in end.conditions if one.fact == "reason") for end in ends
                )
            ]
            if followed != marked:
                self.fault(
                    (*path, "starts"),
                    f"Uret '{version.id}' følger op efter {_listed(followed)}, men 'asks_follow_up' står på "
                    f"{_listed(marked)}.",
                    f"The clock '{version.id}' follows up after {_listed(followed)}, but 'asks_follow_up' stands on "
                    f"{_listed(marked)}.",
                )

    def months(self) -> None:
        """Each follow-up after the end that can be held has a clock, from which its day is told."""
        for month in vocabulary()[AFTER_FOLLOW_UP_HELD].facts[MONTH.name].choices:
            facts = {MONTH.name: month}
            if not any(version.met_by_event(AFTER_FOLLOW_UP_HELD, facts) for version in self.standard.clocks):
                self.fault(
                    ("clocks",),
                    f"Intet ur tæller dagen for opfølgningen {month} måned(er) efter afslutningen, som brevet siger.",
                    f"No clock counts the day of the follow-up {month} month(s) after the end, which the letter tells.",
                )

    def words(self) -> None:
        """A promise says in words what its clock counts."""
        for version, path in self.versions():
            said = [within for within in (version.within, version.or_within) if within is not None]
            if not all(within.can_be_counted for within in said):
                continue
            lengths = {_counted(within) for within in said if within.unit != "fraction-of-weeks"}
            for key in ("promise", "act", "within_words") if lengths else ():
                for language in ("da", "en"):
                    self._words((*path, key), version, key, language, lengths)

    def _words(self, path: Path, version: ClockVersion, key: str, language: str, lengths: set[Length]) -> None:
        named = lengths_in(getattr(version, key).in_(language))
        if not named or lengths & named.keys():
            return
        said = next(iter(named.values()))
        clock = amount_words(version.within.amount, "days" if version.within.unit == "date" else version.within.unit)
        self.fault(
            path,
            f"'{key}' i uret '{version.id}' siger \"{said}\", men 'within' er {clock.da}.",
            f"'{key}' of the clock '{version.id}' says \"{said}\", but 'within' is {clock.en}.",
        )


def _takes(rule: RoutingRule, age: int) -> bool:
    return rule.age_from <= age and (rule.age_to is None or age <= rule.age_to)


def _ages_words(first: int, last: int) -> tuple[str, str]:
    """The ages in words: "25 til 29-årige", "people of 25 to 29"."""
    if last >= OLDEST:
        return f"dem, der er {first} år eller ældre", f"people of {first} or older"
    if first == last:
        return f"{first}-årige", f"people of {first}"
    return f"{first} til {last}-årige", f"people of {first} to {last}"


def _digits(phone: str) -> str:
    return phone.replace(" ", "")


def _counted(within: Within) -> Length:
    return length(within.amount, "days" if within.unit == "date" else within.unit)


def _listed(names: list[str]) -> str:
    return ", ".join(names) or "–"
