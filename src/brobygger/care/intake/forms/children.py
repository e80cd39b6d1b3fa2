"""Children at home as people tell of them: yes, no or not asked, and who they are as far as it is known (KS 3.4)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.care.intake.forms.shared import REQUIRED, check_birth_date
from brobygger.records.people.models import Child, Person
from brobygger.records.people.services import AtHome, ChildDraft

MOST = 8  # rows on the page, unless the record knows more children
SHOWN = 2  # in sight before anybody asks for more
NOT_ASKED = "not-asked"
ANSWERS = [
    (Person.AtHome.YES.value, Person.AtHome.YES.label),
    (Person.AtHome.NO.value, Person.AtHome.NO.label),
    (NOT_ASKED, Person.AtHome.NOT_ASKED.label),
]


@dataclass(frozen=True)
class ChildRow:
    """The fields of one child on the page. `stands` says whether the record knows the child already."""

    row: forms.BoundField
    name: forms.BoundField
    born: forms.BoundField
    gone: forms.BoundField

    @property
    def stands(self) -> bool:
        """Whether the row is a child that the record knows."""
        return bool(self.row.value())

    @property
    def is_filled(self) -> bool:
        """Whether anything stands in it, or is said about it."""
        return self.stands or any(one.value() or one.errors for one in (self.name, self.born))


class ChildrenMixin(forms.Form):
    """The question, and a row for each child: a name, a birth date, or both.

    A row that stands carries the number of its child, so that a name that is covered, or was left empty, is never
    taken for a child that has moved out.
    """

    children_at_home = forms.ChoiceField(
        label=gettext_lazy("Do children under 18 live at home?"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages=REQUIRED,
    )

    person: Person

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = range(1, _rows_in(self.data or self.initial) + 1)
        for number in self.rows:
            self.fields[f"child_{number}_row"] = forms.IntegerField(required=False, widget=forms.HiddenInput)
            self.fields[f"child_{number}_name"] = forms.CharField(
                label=_("Child %(number)s: name") % {"number": number}, max_length=120, required=False
            )
            self.fields[f"child_{number}_born"] = forms.DateField(
                label=_("Child %(number)s: birth date") % {"number": number},
                required=False,
                widget=forms.DateInput(),
                error_messages={"invalid": _("Write a date, such as 5.4.2016.")},
            )
            self.fields[f"child_{number}_gone"] = forms.BooleanField(
                label=_("Child %(number)s no longer lives at home") % {"number": number}, required=False
            )

    @staticmethod
    def children_initial(home: AtHome) -> dict[str, Any]:
        """What stands now; before anybody has asked nothing is chosen."""
        found: dict[str, Any] = {"children_at_home": home.answer}
        for number, child in enumerate(home.children, 1):
            row = f"child_{number}"
            found |= {f"{row}_row": child.pk, f"{row}_name": child.name, f"{row}_born": child.birth_date}
        return found

    def child_rows(self) -> tuple[list[ChildRow], list[ChildRow]]:
        """The rows in sight, and those that are folded until somebody has more children."""
        rows = [ChildRow(*(self[f"child_{n}_{part}"] for part in ("row", "name", "born", "gone"))) for n in self.rows]
        filled = max((n for n, row in enumerate(rows, 1) if row.is_filled), default=0)
        shown = max(SHOWN, min(filled + 1, len(rows)))
        return rows[:shown], rows[shown:]

    def clean(self) -> dict[str, Any]:
        """A child is written only where the answer is yes; each was born, and is no older than anybody."""
        data = super().clean() or {}
        for number in self.rows:
            name = f"child_{number}_born"
            if data.get(name) is not None:
                try:
                    check_birth_date(data[name])
                except forms.ValidationError as error:
                    self.add_error(name, error)
        answer = data.get("children_at_home")
        written = any(not child.gone and (child.name or child.birth_date) for child in self.children())
        if answer not in (None, Person.AtHome.YES.value) and written:
            self.add_error("children_at_home", _("A child is written below. Choose yes, or take the child out."))
        return data

    @property
    def home_answer(self) -> str:
        """The answer as the record keeps it."""
        answer: str = self.cleaned_data["children_at_home"]
        return Person.AtHome.NOT_ASKED.value if answer == NOT_ASKED else answer

    def children(self) -> Iterator[ChildDraft]:
        """The children that are written. One that stands and was emptied has moved out, unless its name is covered."""
        for number in self.rows:
            part = {key: self.cleaned_data.get(f"child_{number}_{key}") for key in ("row", "name", "born", "gone")}
            name, empty = (part["name"] or "").strip(), not ((part["name"] or "").strip() or part["born"])
            emptied = bool(part["row"]) and empty and not self.person.name_protected
            if part["row"] or not empty:
                yield ChildDraft(name, part["born"], part["row"], bool(part["gone"]) or emptied)


def _rows_in(values: Mapping[str, Any]) -> int:
    """How many rows are drawn: some, and one more than the record or the page that was sent fills."""
    found = (re.fullmatch(r"child_(\d{1,2})_row", name) for name in values if values[name])
    last = max((int(match[1]) for match in found if match), default=0)
    return max(MOST, last + 1)


def shown_name(child: Child, *, protected: bool) -> str:
    """A child's name as pages show it: under a parent's protected name it is not shown."""
    return "" if protected else child.name
