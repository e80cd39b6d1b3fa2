"""What must hold of lengths, entry conditions, offers and gift cards, so that what is published of them can be kept."""

from collections.abc import Iterable

from brobygger.standard.checking_base import Checker
from brobygger.standard.clocks import CITIZEN
from brobygger.standard.model import KindOfTreatment
from brobygger.standard.offers import READERS, GiftCardPurpose
from brobygger.standard.promise_words import length, lengths_in
from brobygger.standard.source_lines import Path
from brobygger.standard.words import amount_words


class OfferCheck(Checker):
    """The checks of what an offer asks and gives."""

    def run(self) -> None:
        """Write down every fault."""
        for index, kind in enumerate(self.standard.kinds_of_treatment):
            self._kind(("kinds_of_treatment", index), kind)
        for index, offer in enumerate(self.standard.offers):
            self.known(("offers", index), "to", [offer.to], set(READERS), "læser", "reader")
        self._gift_cards()

    def _kind(self, path: Path, kind: KindOfTreatment) -> None:
        self._once((*path, "entry"), [one.id for one in kind.entry])
        for number, one in enumerate(kind.entry):
            at: Path = (*path, "entry", number)
            self._lines(at, one.lines)
            for language in ("da", "en"):
                named = lengths_in(one.name.in_(language)) if one.days else {}
                if named and length(one.days, "days") not in named:
                    said, asked = next(iter(named.values())), amount_words(one.days, "days")
                    self.fault(
                        (*at, "name"),
                        f"Betingelsen '{one.id}' siger \"{said}\", men 'days' er {asked.da}.",
                        f"The condition '{one.id}' says \"{said}\", but 'days' is {asked.en}.",
                    )

    def _gift_cards(self) -> None:
        cards = self.standard.gift_cards
        if cards.used:
            for key, found in (("sizes", cards.sizes), ("given_by", cards.given_by), ("purposes", cards.purposes)):
                if not found:
                    self.fault(
                        ("gift_cards",),
                        f"Gavekort bruges, men '{key}' mangler: skriv, hvor store de er, hvem der må give dem, og "
                        "hvad de gives for.",
                        f"Gift cards are used, but '{key}' is missing: write how large they are, who may give them, "
                        "and what they are given for.",
                    )
        roles = set(self.standard.roles) - {CITIZEN}
        self.known(
            ("gift_cards",),
            "given_by",
            cards.given_by,
            roles,
            "rolle, der kan give gavekort",
            "role that can give gift cards",
        )
        if len(set(cards.sizes)) < len(cards.sizes):
            self.fault(("gift_cards", "sizes"), "En størrelse står to gange.", "A size stands twice.")
        self._once(("gift_cards", "purposes"), [one.id for one in cards.purposes])
        for index, one in enumerate(cards.purposes):
            self._purpose(("gift_cards", "purposes", index), one)

    def _purpose(self, path: Path, one: GiftCardPurpose) -> None:
        self._lines(path, one.lines)
        sizes = self.standard.gift_cards.sizes
        if one.amount not in sizes:
            among = ", ".join(str(size) for size in sizes) or "–"
            self.fault(
                (*path, "amount"),
                f"'{one.id}' giver {one.amount} kr., men gavekort er på: {among}.",
                f"'{one.id}' gives {one.amount} kr., but gift cards are of: {among}.",
            )
        first, last = one.age_from or 0, one.age_to
        if first < 0 or (last is not None and last < first):
            self.fault(
                (*path, "age_from" if last is None else "age_to"),
                f"Alderen går baglæns eller er under 0: fra {first} til {last}.",
                f"The ages run backwards or below 0: from {first} to {last}.",
            )

    def _lines(self, path: Path, names: Iterable[str]) -> None:
        self.known(path, "lines", names, {line.id for line in self.standard.lines}, "linje", "line")

    def _once(self, path: Path, names: list[str]) -> None:
        for number, name in enumerate(names):
            if name in names[:number]:
                self.fault((*path, number, "id"), f"'{name}' står her to gange.", f"'{name}' stands here twice.")
