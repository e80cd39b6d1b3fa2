"""What an offer asks and gives: lengths as ranges, entry conditions, gift cards."""

from pathlib import Path

import pytest

from brobygger.standard import StandardFileError, load, offer_words, parse
from brobygger.standard.offers import GiftCardPurpose, Lasting
from brobygger.standard.text import Text

NORDBY = Path(__file__).parents[2] / "examples" / "nordby.toml"
TEXT = NORDBY.read_text(encoding="utf-8")


def faults(text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(StandardFileError) as refused:
        parse(text.encode())
    return [(one.line, one.message.da) for one in refused.value.problems]


def told(old: str, new: str, sentence: str) -> None:
    """With one place of the file changed, the sentence is told on the line of what was written there."""
    text = TEXT.replace(old, new, 1)
    at = TEXT[: TEXT.index(old)].count("\n") + 1
    found = faults(text)
    lines = [line for line, words in found if sentence in words]
    assert lines, found
    assert set(lines) & set(range(at, at + new.count("\n") + 1)), (lines, at)


def kind(kind_id: str) -> tuple[str, ...]:
    known = load(NORDBY)
    found = known.kind_of_treatment(kind_id)
    assert found is not None
    return tuple(words.da for words in offer_words.of_kind(known, found, "drug"))


@pytest.mark.parametrize(
    ("least", "most", "unit", "da", "en"),
    [
        (4, 6, "months", "4–6 måneder", "4–6 months"),
        (30, 120, "days", "30–120 dage", "30–120 days"),
        (12, 12, "weeks", "12 uger", "12 weeks"),
        (4, None, "weeks", "mindst 4 uger", "at least 4 weeks"),
        (None, 1, "months", "højst 1 måned", "at most 1 month"),
    ],
)
def test_a_length_is_a_range(least: int | None, most: int | None, unit: str, da: str, en: str) -> None:
    assert Lasting(least, most, unit).words() == Text(da, en)


def test_each_kind_says_how_long_it_lasts_and_what_comes_first() -> None:
    assert kind("ambulatory-individual") == ("Varer normalt 4–6 måneder",)
    assert kind("day") == ("Varer normalt 30–120 dage", "Før start: fire uger uden stoffer · egen læge")
    assert kind("ambulatory-group") == ()


def test_a_condition_is_asked_for_on_its_line_alone_and_named_by_it_where_both_are_shown() -> None:
    known = load(NORDBY)
    day = known.kind_of_treatment("day")
    assert day is not None
    assert [one.id for one in day.entry_on("alcohol")] == ["own-doctor"]
    both = offer_words.before_start(known, day)
    assert both is not None and "fire uger uden stoffer (behandling for stoffer) · egen læge" in both.da


def test_the_packaged_file_says_none_of_it() -> None:
    packaged = load()
    assert all(not offer_words.of_kind(packaged, kind) for kind in packaged.kinds_of_treatment)
    assert offer_words.gift_cards(packaged) == ()


@pytest.mark.req("KS-3.1-5")
def test_gift_cards_are_values() -> None:
    known = load(NORDBY)
    assert known.gift_cards.sizes == (200, 300)
    assert [words.da for words in offer_words.gift_cards(known)] == [
        "Du er kommet til din samtale: 200 kr., hver fjerde gang (15 til 24 år, Behandling for stoffer)",
        "Du har svaret, da vi ringede seks måneder efter behandlingen: 300 kr., én gang "
        "(15 til 24 år, Behandling for stoffer)",
        "Gives af: Din kontaktperson · Teamlederen",
    ]
    assert offer_words.gift_cards(known, "alcohol") == ()


def test_switched_off_they_stand_ready_and_are_shown_nowhere() -> None:
    off = parse(TEXT.replace("used = true", "used = false", 1).encode())
    assert off.gift_cards.purposes and offer_words.gift_cards(off) == ()


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [(15, 24, "15 til 24 år"), (18, None, "fra 18 år"), (None, 24, "til og med 24 år"), (None, None, None)],
)
def test_whom_a_card_is_for(first: int | None, last: int | None, words: str | None) -> None:
    found = GiftCardPurpose("x", Text("x", "x"), 100, age_from=first, age_to=last).age_words()
    assert (found.da if found else None) == words


DAYS = 'lasts = { from = 30, to = 120, unit = "days" }'


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (DAYS, 'lasts = { from = 120, to = 30, unit = "days" }', "Længden går baglæns: fra 120 til 30"),
        (DAYS, 'lasts = { from = 0, unit = "days" }', "'from' skal være 1 eller mere"),
        (DAYS, 'lasts = { unit = "days" }', "'lasts' skal sige 'from', 'to' eller begge"),
        (DAYS, 'lasts = { to = 4, unit = "years" }', "'unit' er 'years'; vælg mellem days, weeks, months"),
        (DAYS, 'lasts = { to = "4", unit = "days" }', "'to' skal være et helt tal"),
        (DAYS, 'lasts = { to = 4, unit = "days", about = true }', "Nøglen 'about' er ukendt her"),
        ("days = 28", "days = -1", "'days' skal være fra 0 til 730 dage"),
        ("days = 28\nlines", 'days = 28\nlines = ["gambling"]\n#', "'gambling' er ikke en kendt linje"),
        ("fire uger uden stoffer", "tre uger uden stoffer", 'siger "tre uger", men \'days\' er 28 dage'),
        ('id = "own-doctor"\nname = { da = "e', 'id = "without-drugs"\nname = { da = "e', "står her to gange"),
        ("sizes = [200, 300]", "sizes = [200, 200]", "En størrelse står to gange"),
        ("sizes = [200, 300]", "sizes = [200, -300]", "'sizes' indeholder -300; skriv hele kroner over 0"),
        ("sizes = [200, 300]", "sizes = []", "'sizes' mangler"),
        ('given_by = ["counsellor", "authority"]', 'given_by = ["citizen"]', "'citizen' er ikke en kendt rolle"),
        ("amount = 300", "amount = 250", "'called-afterwards' giver 250 kr., men gavekort er på: 200, 300"),
        ("every = 4", "every = 13", "'every' skal være fra 1 til 12"),
        ("every = 4\nage_from = 15\nage_to = 24", "every = 4\nage_from = 15\nage_to = 14", "Alderen går baglæns"),
        ('id = "called-afterwards"', 'id = "came"', "'came' står her to gange"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_on_its_line(old: str, new: str, sentence: str) -> None:
    if "mangler" in sentence:  # told where the gift cards begin
        assert any(sentence in words for _line, words in faults(TEXT.replace(old, new, 1)))
        return
    told(old, new, sentence)
