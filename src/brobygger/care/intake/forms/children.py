"""Children at home as people tell of them: yes, no or not asked, and who they are as far as it is known (KS 3.4)."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.care.intake.forms.shared import REQUIRED, check_birth_date
from brobygger.records.people.models import Child, Person
from brobygger.records.people.services import AtHome, ChildDraft

MOST = 8
SHOWN = 2  # in sight before anybody asks for more
NOT_ASKED = "not-asked"
ANSWERS = [
    (Person.AtHome.YES.value, Person.AtHome.YES.label),
    (Person.AtHome.NO.value, Person.AtHome.NO.label),
    (NOT_ASKED, Person.AtHome.NOT_ASKED.label),
]


class ChildrenMixin(forms.Form):
    """The question, and a row for each child: a name, a birth date, or both."""

    children_at_home = forms.ChoiceField(
        label=gettext_lazy("Do children under 18 live at home?"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages=REQUIRED,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST + 1):
            self.fields[f"child_{number}_name"] = forms.CharField(
                label=_("Child %(number)s: name") % {"number": number}, max_length=120, required=False
            )
            self.fields[f"child_{number}_born"] = forms.DateField(
                label=_("Child %(number)s: birth date") % {"number": number},
                required=False,
                widget=forms.DateInput(),
                error_messages={"invalid": _("Write a date, such as 5.4.2016.")},
            )

    @staticmethod
    def children_initial(home: AtHome) -> dict[str, Any]:
        """What stands now; before anybody has asked nothing is chosen."""
        found: dict[str, Any] = {"children_at_home": home.answer}
        for number, child in enumerate(home.children[:MOST], 1):
            found |= {f"child_{number}_name": child.name, f"child_{number}_born": child.birth_date}
        return found

    def child_rows(self) -> tuple[list[tuple[Any, Any]], list[tuple[Any, Any]]]:
        """The rows in sight, and those that are folded until somebody has more children."""
        rows = [(self[f"child_{n}_name"], self[f"child_{n}_born"]) for n in range(1, MOST + 1)]
        filled = max((n for n, pair in enumerate(rows, 1) if any(one.value() or one.errors for one in pair)), default=0)
        shown = max(SHOWN, min(filled + 1, MOST))
        return rows[:shown], rows[shown:]

    def clean(self) -> dict[str, Any]:
        """A child is written only where the answer is yes; each was born, and is no older than anybody."""
        data = super().clean() or {}
        for number in range(1, MOST + 1):
            name = f"child_{number}_born"
            if data.get(name) is not None:
                try:
                    check_birth_date(data[name])
                except forms.ValidationError as error:
                    self.add_error(name, error)
        answer = data.get("children_at_home")
        if answer not in (None, Person.AtHome.YES.value) and list(self.children()):
            self.add_error("children_at_home", _("A child is written below. Choose yes, or take the child out."))
        return data

    @property
    def home_answer(self) -> str:
        """The answer as the record keeps it."""
        answer: str = self.cleaned_data["children_at_home"]
        return Person.AtHome.NOT_ASKED.value if answer == NOT_ASKED else answer

    def children(self) -> Iterator[ChildDraft]:
        """The children that are written."""
        for number in range(1, MOST + 1):
            name = (self.cleaned_data.get(f"child_{number}_name") or "").strip()
            born = self.cleaned_data.get(f"child_{number}_born")
            if name or born:
                yield ChildDraft(name, born)


def shown_name(child: Child, *, protected: bool) -> str:
    """A child's name as pages show it: under a parent's protected name it is not shown."""
    return "" if protected else child.name
