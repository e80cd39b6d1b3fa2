"""How words of the house are set: a law on one line, a range with its own dash."""

import re
from pathlib import Path

import pytest

from brobygger import standard

SOURCE = Path(standard.__file__).parents[1]
HYPHEN_RANGE = re.compile(r"(?<![\w.:/-])\d{1,2}-\d{1,2}(?![\w:/-])")


@pytest.mark.parametrize(
    ("text", "unbroken"),
    [
        ("serviceloven § 101, stk. 4", "serviceloven §_101,_stk._4"),
        ("serviceloven §§ 101 og 101 a", "serviceloven §§_101_og_101_a"),
        ("forvaltningsloven §§ 22–25.", "forvaltningsloven §§_22–25."),
        ("BEK nr. 1477 af 17/12/2019 § 4", "BEK nr._1477 af 17/12/2019 §_4"),
        ("stoffer; § 66 b, stk. 2, og § 142", "stoffer; §_66_b,_stk._2, og §_142"),
        ("kvalitetsstandarden", "kvalitetsstandarden"),
    ],
)
def test_a_reference_to_a_law_is_never_broken(text: str, unbroken: str) -> None:
    assert standard.unbroken(text) == unbroken.replace("_", "\N{NO-BREAK SPACE}")


def test_every_range_has_its_own_dash() -> None:
    said = [
        (path.name, line)
        for path in (SOURCE / "standard" / "slagelse.toml", *sorted(SOURCE.rglob("locale/da/LC_MESSAGES/django.po")))
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.lstrip().startswith(("#", "msgid", "requirements"))
    ]
    assert len(said) > 1000
    assert [found for found in said if HYPHEN_RANGE.search(found[1])] == []
