"""Read what an offer asks and gives: lengths, entry conditions, gift cards."""

from brobygger.standard.offers import SELDOM, UNITS, EntryCondition, GiftCardPurpose, GiftCards, Lasting, PublicOffer
from brobygger.standard.reading import Table

DAYS_AT_MOST = 730


def read_lasting(item: Table) -> Lasting | None:
    """How long a kind lasts (``lasts``): whole numbers in one unit, in their order; absent is not said."""
    table = item.table("lasts", optional=True)
    if table is None:
        return None
    least, most = table.integer("from", optional=True), table.integer("to", optional=True)
    unit = table.string("unit")
    if unit and unit not in UNITS:
        among = ", ".join(UNITS)
        table.fault(
            f"'unit' er '{unit}'; vælg mellem {among}.", f"'unit' is '{unit}'; choose among {among}.", key="unit"
        )
    if least is None and most is None:
        table.fault("'lasts' skal sige 'from', 'to' eller begge.", "'lasts' must say 'from', 'to' or both.", key="unit")
    for key, number in (("from", least), ("to", most)):
        if number is not None and number < 1:
            table.fault(f"'{key}' skal være 1 eller mere.", f"'{key}' must be 1 or more.", key=key)
    if least is not None and most is not None and most < least:
        table.fault(
            f"Længden går baglæns: fra {least} til {most}.",
            f"The length runs backwards: from {least} to {most}.",
            key="to",
        )
    table.done()
    return Lasting(least, most, unit if unit in UNITS else UNITS[0])


def read_entry_conditions(item: Table) -> tuple[EntryCondition, ...]:
    """What must be so before a kind of treatment begins (``entry``)."""
    found = []
    for table in item.tables("entry", optional=True):
        days = table.integer("days", 0) or 0
        if not 0 <= days <= DAYS_AT_MOST:
            table.fault(
                f"'days' skal være fra 0 til {DAYS_AT_MOST} dage.",
                f"'days' must be 0 to {DAYS_AT_MOST} days.",
                key="days",
            )
        found.append(
            EntryCondition(id=table.string("id"), name=table.text("name"), days=days, lines=table.strings("lines", ()))
        )
        table.done()
    return tuple(found)


def read_offers(root: Table) -> tuple[PublicOffer, ...]:
    """What the public pages say that relatives and the young can get."""
    found = []
    for item in root.tables("offers", optional=True):
        found.append(PublicOffer(to=item.string("to"), text=item.text("text")))
        item.done()
    return tuple(found)


def read_gift_cards(root: Table) -> GiftCards | None:
    """The switch for gift cards, and the guidelines for them."""
    table = root.table("gift_cards")
    if table is None:
        return None
    found = GiftCards(
        used=table.boolean("used"),
        law=table.string("law"),
        text=table.text("text"),
        sizes=tuple(size for size in table.values("sizes", ()) if _is_size(table, size)),
        given_by=table.strings("given_by", ()),
        purposes=tuple(_purpose(item) for item in table.tables("purposes", optional=True)),
    )
    table.done()
    return found


def _is_size(table: Table, size: object) -> bool:
    if isinstance(size, int) and not isinstance(size, bool) and size > 0:
        return True
    table.fault(
        f"'sizes' indeholder {size!r}; skriv hele kroner over 0.",
        f"'sizes' holds {size!r}; write whole kroner above 0.",
        key="sizes",
    )
    return False


def _purpose(item: Table) -> GiftCardPurpose:
    every = item.integer("every", optional=True)
    if every is not None and not 1 <= every <= SELDOM:
        item.fault(f"'every' skal være fra 1 til {SELDOM}.", f"'every' must be 1 to {SELDOM}.", key="every")
        every = None
    found = GiftCardPurpose(
        id=item.string("id"),
        name=item.text("name"),
        amount=item.integer("amount") or 0,
        every=every,
        age_from=item.integer("age_from", optional=True),
        age_to=item.integer("age_to", optional=True),
        lines=item.strings("lines", ()),
    )
    item.done()
    return found
