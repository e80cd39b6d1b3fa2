"""What is told of an offer wherever it is shown: how long it lasts, what must be so first, and of gift cards.

Said here once, in both languages, so that the public pages, the printed standard and the pages of staff never differ.
"""

from collections.abc import Iterable

from brobygger.standard.model import KindOfTreatment, Standard
from brobygger.standard.offers import EntryCondition, GiftCardPurpose
from brobygger.standard.text import Text


def lasting(kind: KindOfTreatment) -> Text | None:
    """ "Varer 4–6 måneder"; None where the file does not say."""
    if kind.lasts is None:
        return None
    words = kind.lasts.words()
    return Text(f"Varer normalt {words.da}", f"Usually lasts {words.en}")


def before_start(standard: Standard, kind: KindOfTreatment, line: str = "") -> Text | None:
    """ "Før start: fire uger uden stoffer · egen læge"; None where nothing is asked for.

    Without a ``line`` all of it is told, each with the line on which alone it is asked for.
    """
    asked = kind.entry_on(line)
    if not asked:
        return None
    told = [_condition(standard, one, named=not line) for one in asked]
    return Text(f"Før start: {_and(told).da}", f"Before the start: {_and(told).en}")


def of_kind(standard: Standard, kind: KindOfTreatment, line: str = "") -> tuple[Text, ...]:
    """All that is told of a kind beside its own text."""
    return tuple(text for text in (lasting(kind), before_start(standard, kind, line)) if text is not None)


def gift_cards(standard: Standard, line: str = "") -> tuple[Text, ...]:
    """What is published of gift cards, a line for each that is given and one for who gives them.

    With a ``line`` only those that somebody on it can get.
    """
    cards = standard.gift_cards
    found = [_gift_card(standard, one) for one in cards.shown() if not line or not one.lines or line in one.lines]
    if found:
        by = [standard.roles[role] for role in cards.given_by if role in standard.roles]
        found.append(Text(f"Gives af: {_and(by).da}", f"Given by: {_and(by).en}"))
    return tuple(found)


def _gift_card(standard: Standard, one: GiftCardPurpose) -> Text:
    whom = [text for text in (one.age_words(), *_lines(standard, one.lines)) if text is not None]
    da, en = (f" ({', '.join(part)})" if part else "" for part in ([t.da for t in whom], [t.en for t in whom]))
    size = one.size_words()
    return Text(f"{one.name.da}: {size.da}{da}", f"{one.name.en}: {size.en}{en}")


def _condition(standard: Standard, one: EntryCondition, *, named: bool) -> Text:
    lines = _lines(standard, one.lines) if named else []
    if not lines:
        return one.name
    return Text(
        f"{one.name.da} ({', '.join(line.da.lower() for line in lines)})",
        f"{one.name.en} ({', '.join(line.en.lower() for line in lines)})",
    )


def _lines(standard: Standard, names: Iterable[str]) -> list[Text]:
    """The lines by name; nothing where it is all of them."""
    known = [line for line in standard.lines if line.id in set(names)]
    return [] if len(known) == len(standard.lines) else [line.name for line in known]


def _and(texts: list[Text]) -> Text:
    return Text(" · ".join(text.da for text in texts), " · ".join(text.en for text in texts))
