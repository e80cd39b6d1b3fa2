"""What letters are called and which law they cite is the file's own; a file from before lacks none of it."""

import json
from datetime import date
from pathlib import Path

import pytest

from brobygger.records.episodes.facts import LETTER
from brobygger.standard import Standard, StandardFileError, load, parse
from brobygger.standard.cli import main
from brobygger.standard.loading import PACKAGED
from brobygger.standard.loading_letters import packaged_laws, packaged_letters

NORDBY = Path(__file__).parents[2] / "examples" / "nordby.toml"
IN_2019, IN_2020 = date(2019, 12, 31), date(2020, 1, 1)


def with_these(text: str) -> Standard:
    """The packaged file with more at its end."""
    return parse(PACKAGED.read_bytes() + text.encode())


def refused(text: str) -> str:
    """What `check` says of the packaged file with more at its end."""
    with pytest.raises(StandardFileError) as refusal:
        with_these(text)
    return " ".join(problem.message.da for problem in refusal.value.problems)


def test_every_kind_of_letter_that_can_be_sent_is_packaged() -> None:
    assert set(packaged_letters()) == set(LETTER.choices)


def test_a_file_that_says_nothing_of_letters_lacks_none() -> None:
    found = load(PACKAGED)
    assert found.letter("decision").title("granted", what="dagbehandling") == "Du får dagbehandling"
    assert found.letter("plan").title(version=2) == "Din plan, version 2"
    assert found.letter("hearing").label == "Du kan udtale dig, før vi afgør noget"


def test_a_file_words_its_own_and_keeps_the_rest() -> None:
    nordby = load(NORDBY)
    assert nordby.letter("appointment").title() == "Skal vi mødes?"
    assert nordby.letter("appointment").name == packaged_letters()["appointment"].name
    assert nordby.letter("decision").title("refused").startswith("Vi kan ikke give dig")
    assert nordby.letter("decision").title("granted", what="samtaler") == "Du får samtaler"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[letters]]\nkind = "postcard"\nname = {da = "a", en = "a"}\nlabel = "x"\ntitle = "y"\n', "slags brev"),
        ('[[letters]]\nkind = "plan"\nlabel = "Din misbrugsplan"\n', "uden for den sikre postkasse"),
        ('[[letters]]\nkind = "plan"\nlabel = "Plan fra {centre}"\n', "'{centre}' kan ikke stå her"),
        ('[[letters]]\nkind = "plan"\ntitle = "Plan {number}"\n', "'{number}' kan ikke stå her"),
        ('[[letters]]\nkind = "plan"\ntitle = "Plan {"\n', "kan ikke stå her"),
        ('[[letters]]\nkind = "decision"\ntitles.perhaps = "Måske"\n', "ingen overskrift 'perhaps'"),
        ('[[letters]]\nkind = "plan"\ntitle = "A"\n[[letters]]\nkind = "plan"\ntitle = "B"\n', "står to gange"),
        ('[[laws]]\nuse = "fines"\nlaw = "loven"\n', "brug af en lov"),
        ('[[laws]]\nuse = "hearing"\nline = "gambling"\nlaw = "loven"\n', "linje"),
        ('[[laws]]\nuse = "hearing"\nlaw = "loven"\nvalid_from = 2024-01-01\n', "ingen lov"),
        ('[[laws]]\nuse = "hearing"\nlaw = "loven"\nvalid_to = 2024-01-01\n', "ingen lov"),
        ('[[laws]]\nuse = "hearing"\nlaw = "loven"\nfrom_age = 18\n', "ingen lov"),
        ('[[laws]]\nuse = "hearing"\nlaw = "loven"\nunder = 18\n', "ingen lov"),
        ('[[laws]]\nuse = "hearing"\nlaw = "a"\nunder = 18\n[[laws]]\nuse = "hearing"\nlaw = "b"\n', "overlapper"),
        (
            '[[laws]]\nuse = "hearing"\nlaw = "a"\nunder = 15\n[[laws]]\nuse = "hearing"\nlaw = "b"\nfrom_age = 18\n',
            "ingen lov",
        ),
        ('[[laws]]\nuse = "hearing"\nlaw = "en"\n[[laws]]\nuse = "hearing"\nlaw = "to"\n', "overlapper"),
    ],
)
def test_what_would_leak_or_fail_in_a_letter_is_refused(text: str, told: str) -> None:
    assert told in refused(text)


def test_the_law_is_that_of_the_day_and_the_line() -> None:
    found = load(PACKAGED)
    assert found.law("decision", IN_2019, "drug") == "serviceloven § 101, stk. 1"
    assert found.law("decision", IN_2020, "drug").startswith("serviceloven § 101, stk. 1 og 2, og bekendtgørelse")
    assert found.law("decision", IN_2020, "alcohol") == "sundhedsloven § 141, stk. 1"
    assert found.law("choice-limit", IN_2020, "drug") == "serviceloven § 101, stk. 7"
    assert found.law("hearing", IN_2020, "alcohol") == "forvaltningslovens § 19"


def test_what_a_file_says_of_a_law_stands_in_place_of_the_packaged_one() -> None:
    assert load(PACKAGED).law("choice", IN_2020, "alcohol") == "kommunens kvalitetsstandard, afsnit 3.5 og 3.6"
    assert load(NORDBY).law("choice", IN_2020, "alcohol") == "Nordbys kvalitetsstandard, afsnit 2.3"
    both = '[[laws]]\nuse = "decision"\nline = "drug"\nlaw = "ny lov § 1"\n'
    assert with_these(both).law("decision", IN_2019, "drug") == "ny lov § 1"
    assert {law.use for law in packaged_laws()} >= {"decision", "choice", "choice-limit", "hearing", "forwarding"}


def test_those_under_18_are_decided_on_by_barnets_lov_from_2024() -> None:
    found = load(PACKAGED)
    last, first = date(2023, 12, 31), date(2024, 1, 1)
    assert found.law("decision", last, "drug", 17).startswith("serviceloven § 101, stk. 1 og 2")
    assert found.law("decision", first, "drug", 17) == "barnets lov § 33"
    for age in (18, 40, None):
        assert found.law("decision", first, "drug", age) == found.law("decision", last, "drug", age)
    for use in ("choice", "choice-limit"):
        assert "§ 101" not in found.law(use, first, "drug", 17)
        assert "serviceloven § 101, stk." in found.law(use, first, "drug", 18)
    assert found.law("decision", first, "alcohol", 17) == "sundhedsloven § 141, stk. 1"


def test_the_packaged_laws_have_one_for_each_day_and_age() -> None:
    for use, line in {(law.use, law.line) for law in packaged_laws()}:
        group = [law for law in packaged_laws() if (law.use, law.line) == (use, line)]
        for age in (None, 0, 17, 18, 90):
            for day in (date.min, IN_2019, IN_2020, date(2023, 12, 31), date(2024, 1, 1), date.max):
                assert len([law for law in group if law.is_for(age) and law.covers(day)]) == 1, (use, line, age, day)


def test_check_tells_what_nobody_has_verified_of_a_law_and_no_letter_does(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(PACKAGED)]) == 0
    assert "bekendtgørelse nr. 1477 af 17. december 2019 stadig gælder" in capsys.readouterr().out
    assert main(["check", str(PACKAGED), "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["unverified"]
    assert "1477" in told["da"] and "1477" in told["en"]
    assert "efterprøvet" not in load(PACKAGED).law("decision", date(2026, 1, 1), "drug")
