"""What must hold of ``for``: what code needs somebody for has somebody, and where one alone serves it, one alone."""

from brobygger.standard.checking_base import Checker
from brobygger.standard.purposes import LISTS, PURPOSES, Purpose


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
