"""What must hold of ``for``: what code needs somebody for has somebody, and where one alone serves it, one alone."""

import re

from brobygger.standard.checking_base import Checker
from brobygger.standard.purposes import LISTS, PURPOSES, Conference, Purpose
from brobygger.standard.words import WEEKDAY_WORDS


class PurposeCheck(Checker):
    """The checks of what partners and standing meetings are for."""

    def run(self) -> None:
        """Write down every fault."""
        for name in LISTS:
            known = {purpose.id for purpose in PURPOSES if purpose.list == name}
            for index, item in enumerate(getattr(self.standard, name)):
                self.known((name, index), "for", item.purposes, known, "opgave", "purpose")
        for purpose in PURPOSES:
            self._served(purpose)
        for index, meeting in enumerate(self.standard.conferences):
            if meeting.weekday is not None:
                self._weekday(index, meeting, meeting.weekday)

    def _weekday(self, index: int, meeting: Conference, weekday: int) -> None:
        """What is said of a meeting names no other weekday than its own."""
        for key, words in (("name", meeting.name), ("text", meeting.text)):
            for language in ("da", "en"):
                said = words.in_(language).lower()
                day = WEEKDAY_WORDS[weekday].in_(language)
                for other in (one.in_(language) for one in WEEKDAY_WORDS):
                    # "skærtorsdag" is no weekday, but "torsdagskonferencen" is.
                    if other != day and re.search(rf"\b{other.lower()}", said):
                        self.fault(
                            ("conferences", index, key, language),
                            f"Der står '{other}', men mødet holdes om {WEEKDAY_WORDS[weekday].da}en.",
                            f"It says '{other}', but the meeting is held on {WEEKDAY_WORDS[weekday].en}s.",
                        )

    def _served(self, purpose: Purpose) -> None:
        found = [index for index, item in enumerate(getattr(self.standard, purpose.list)) if item.serves(purpose.id)]
        none, key = LISTS[purpose.list], f'for = ["{purpose.id}"]'
        if not found and purpose.needed:
            self.fault(
                (purpose.list,),
                f"{none.da} er til '{purpose.id}': {purpose.why.da}. Skriv {key}, hvor det hører til.",
                f"{none.en} is for '{purpose.id}': {purpose.why.en}. Write {key} where it belongs.",
            )
        elif purpose.one and len(found) > 1:
            self.fault(
                (purpose.list, found[1], "for"),
                f"Kun én kan være til '{purpose.id}': {purpose.why.da}.",
                f"Only one can be for '{purpose.id}': {purpose.why.en}.",
            )
