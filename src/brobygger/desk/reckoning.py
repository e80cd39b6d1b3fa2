"""A stored deadline explained in the small box that is the same everywhere, folded under a few words.

How a day was reckoned follows from the clock and the days alone, and a unit's deadlines share few of those: each box is
drawn once and kept, with a place for the name of who answers.
"""

from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _
from jinja2 import Template
from markupsafe import Markup

from brobygger import standard
from brobygger.desk.acts import rule_of
from brobygger.desk.my_day_selectors import WorkRow
from brobygger.ground.languages import present_language
from brobygger.ground.templating import template_in
from brobygger.records.episodes.models import StoredDeadline

KEPT = 8192
_WHO = "\x02"  # in no text of ours: where the name goes


def folded(row: WorkRow | StoredDeadline, summary: str, responsible: str = "", line: str = "") -> Markup:
    """The explanation of a deadline from what is stored of it; the same words as the command line and the letters.

    `responsible` is the name of the one who answers; without, it is said by role. The law is that of the case's `line`.
    """
    before, role, after = _drawn(
        standard.load(), row.version, row.started_on, row.due_on, row.act_by, row.started_by, row.presumed_from, line,
        summary, present_language(),
    )  # fmt: skip
    who = responsible or role
    return before + (_("Responsible: %(who)s.") % {"who": who} if who else "") + after


@lru_cache(maxsize=KEPT)
def _drawn(
    rules: standard.Standard, version: str, started_on: date, due_on: date, act_by: date, started_by: str,
    presumed_from: date | None, line: str, summary: str, language: str,
) -> tuple[Markup, str, Markup]:  # fmt: skip
    """The box before and after the sentence about who answers, and that role in words."""
    found = standard.explain(
        rule_of(version),
        rules,
        started_on,
        due_on=due_on,
        act_by=act_by,
        started_by=started_by,
        presumed_from=presumed_from,
        line=line,
    )
    told = (found.stops, found.departs, rule_of(version).note)  # the note: where standard and law say different days
    notes = [_WHO, *(text.in_(language) for text in told if text.in_(language))]
    rows = [(row.label.in_(language), row.text.in_(language)) for row in found.rows]
    macros: Template = template_in(language, "components/explanation.html")
    box = str(macros.module.explanation(rows, notes, found.law, summary=summary))  # type: ignore[attr-defined]
    before, _mark, after = box.partition(_WHO)
    return Markup(before), found.answers.in_(language), Markup(after)  # noqa: S704 (both drawn by the macro)
