"""No sentence of a page or a letter names a time or a paragraph that the standard file may say otherwise: it asks it.

What is left is listed with its reason, and only ever shrinks.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from brobygger.standard.promise_words import lengths_in
from tests.architecture.source import SOURCE, modules, text, tree

# The reckoning itself, and the invented people of the demo.
ELSEWHERE = ("standard/", "demo/")
A_MONTH = "money by the month, no time"
OF_A_LINK = "how long a link lives, which is ours"
LEFT = {
    ("care/plans/models.py", "a-week"): "an id: how often one takes something",
    ("care/plans/rules.py", "a-week"): "an id: how often one takes something",
    ("care/visitation/desk.py", "a month"): A_MONTH,
    ("care/visitation/forms/decisions.py", "a month"): A_MONTH,
    ("care/visitation/forms/recommendations.py", "a month"): A_MONTH,
    ("care/visitation/words.py", "a month"): A_MONTH,
    ("care/visitation/templates/visitation/decision.html", "a month"): A_MONTH,
    ("care/visitation/templates/visitation/visitation.html", "a month"): A_MONTH,
    ("care/visitation/granted.py", "1 uge"): "how one week of what was granted is written",
    ("care/assessment/templates/assessment/conference.html", "eight weeks"): "how far back a list of ours reaches",
    ("desk/my_day.py", "14 days"): "how far ahead My day looks",
    ("records/house/forms/closings.py", "one day"): "a closing is one day",
    ("trust/management/commands/create_account.py", "three days"): OF_A_LINK,
    ("trust/notices.py", "three days"): OF_A_LINK,
    ("trust/templates/trust/account_link.html", "three days"): OF_A_LINK,
    ("web/templates/components/explanation.html", "14 dage"): "an example in a comment",
    ("web/templates/public/front.html", "Twelve months"): "how far back the figures reach",
    ("web/templates/public/parts.html", "twelve months"): "how far back the figures reach",
}


def _said() -> Iterator[tuple[Path, str]]:
    """Every text of the code that is no docstring, and every template."""
    for path in modules():
        if "migrations" not in path.parts:
            yield from ((path, found) for found in _texts(tree(path)))
    yield from ((path, text(path)) for path in sorted(SOURCE.rglob("*.html")))


def _texts(module: ast.Module) -> Iterator[str]:
    explained = {
        id(node.body[0].value)
        for node in ast.walk(module)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explained:
            yield node.value


def test_no_sentence_names_a_time_that_a_clock_counts() -> None:
    found = {
        (name, words)
        for path, said in _said()
        if not (name := path.relative_to(SOURCE).as_posix()).startswith(ELSEWHERE)
        if path.name != "demo.py"  # what invented people say
        for words in lengths_in(said).values()
    }
    assert found - LEFT.keys() == set()
    assert LEFT.keys() - found == set(), "mended: take it off the list"


def test_no_translation_names_a_time_that_its_text_does_not() -> None:
    plain = {"anden dag", "anden uge"}  # another day; every other week
    for path in SOURCE.rglob("*.po"):
        of_code = {words for (name, words) in LEFT if name.startswith(path.relative_to(SOURCE).parts[0])}
        assert set(lengths_in(_catalogue(path)).values()) - plain <= of_code, path


def _catalogue(path: Path) -> str:
    """The sentences of a catalogue, each on one line."""
    return text(path).replace('"\n"', "")


PARAGRAPHS_LEFT = {
    "web/templates/public/privacy.html": "Serviceloven § 101 a, of which the file says nothing",
    "web/templates/components/explanation.html": "an example in a comment",
}


def test_no_page_or_letter_cites_a_paragraph_that_the_file_does_not_have() -> None:
    found = {
        name
        for path, said in _said()
        if not (name := path.relative_to(SOURCE).as_posix()).startswith(ELSEWHERE) and re.search(r"§ ?\d", said)
    }
    assert found == set(PARAGRAPHS_LEFT)
