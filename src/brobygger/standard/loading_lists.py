"""The lists of a standard file: values, partners, reasons and the like."""

from brobygger.standard.loading_offers import read_entry_conditions, read_lasting
from brobygger.standard.model import WEEKDAYS, EndingReason, KindOfTreatment, Named
from brobygger.standard.purposes import Conference, Partner
from brobygger.standard.reading import Table
from brobygger.standard.text import NO_TEXT, Text


def read_named(root: Table, key: str, *, optional: bool = False) -> tuple[Named, ...]:
    """A list of things with an id, a name and perhaps a text."""
    found = []
    for item in root.tables(key, optional=optional):
        found.append(
            Named(
                id=item.string("id"),
                name=item.text("name"),
                text=item.text("text", NO_TEXT),
                requirements=item.strings("requirements", ()),
            )
        )
        item.done()
    return tuple(found)


def read_partners(root: Table) -> tuple[Partner, ...]:
    """Whom the centre works with, and what for."""
    found = []
    for item in root.tables("partners"):
        found.append(
            Partner(
                id=item.string("id"),
                name=item.text("name"),
                text=item.text("text", NO_TEXT),
                purposes=item.strings("for", ()),
            )
        )
        item.done()
    return tuple(found)


def read_kinds_of_treatment(root: Table) -> tuple[KindOfTreatment, ...]:
    """What a decision can grant."""
    found = []
    for item in root.tables("kinds_of_treatment"):
        name, in_letter = item.text("name"), item.string("in_letter")
        found.append(
            KindOfTreatment(
                id=item.string("id"),
                name=name,
                text=item.text("text", NO_TEXT),
                requirements=item.strings("requirements", ()),
                choice=item.text("choice", name),
                in_letter=in_letter,
                of_line=item.string("of_line"),
                wished=item.string("wished", "") or in_letter,
                at_meeting=one_of(item, "decided", {"at-once": False, "at-meeting": True}),
                open_ended=one_of(item, "length", {"fixed": False, "open": True}),
                beside=item.boolean("beside", False),
                elsewhere=item.boolean("elsewhere", False),
                at_home=item.boolean("at_home", False),
                meanwhile=item.boolean("meanwhile", False),
                own_payment_on=item.strings("own_payment_on", ()),
                lasts=read_lasting(item),
                entry=read_entry_conditions(item),
            )
        )
        item.done()
    return tuple(found)


def one_of(table: Table, key: str, words: dict[str, bool]) -> bool:
    """A key that must be there and has two words to choose from."""
    word = table.string(key)
    if word and word not in words:
        among = ", ".join(words)
        table.fault(
            f"'{key}' er '{word}'; vælg mellem {among}.", f"'{key}' is '{word}'; choose among {among}.", key=key
        )
    return words.get(word, False)


def read_ending_reasons(root: Table) -> tuple[EndingReason, ...]:
    """Why a course may end."""
    found = []
    for item in root.tables("ending_reasons"):
        found.append(
            EndingReason(
                id=item.string("id"),
                name=item.text("name"),
                asks_follow_up=item.boolean("asks_follow_up", False),
                register_status=item.string("register_status", ""),
            )
        )
        item.done()
    return tuple(found)


def read_conferences(root: Table) -> tuple[Conference, ...]:
    """Standing meetings."""
    found = []
    for item in root.tables("conferences"):
        found.append(
            Conference(
                id=item.string("id"),
                name=item.text("name"),
                weekday=read_weekday(item, "weekday"),
                asks_consent=item.boolean("asks_consent", False),
                text=item.text("text", NO_TEXT),
                purposes=item.strings("for", ()),
            )
        )
        item.done()
    return tuple(found)


def read_weekday(table: Table, key: str) -> int | None:
    """A weekday by its English name, 0 for Monday; absent is any day."""
    name = table.string(key, "")
    if not name:
        return None
    if name not in WEEKDAYS:
        table.fault(
            f"'{name}' er ikke en ugedag (monday … sunday).",
            f"'{name}' is no weekday (monday … sunday).",
            key=key,
        )
        return None
    return WEEKDAYS.index(name)


def read_roles(root: Table) -> dict[str, Text]:
    """What the roles that answer for clocks are called."""
    table = root.table("roles")
    if table is None:
        return {}
    return {key: table.text(key) for key in table.data}
