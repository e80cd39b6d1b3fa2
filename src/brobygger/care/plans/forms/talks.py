"""Forms about talks on the plan: follow-up, review, important change."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger import standard
from brobygger.care.plans.forms.common import (
    TalkForm,
    WhenForm,
    check_next,
    choice,
    next_follow_up_field,
    passage,
    words,
)
from brobygger.care.plans.models import FollowUp, GoalStatus
from brobygger.care.plans.selectors import GoalView
from brobygger.care.plans.services import NewFollowUp, NewGoalStatus, NewReview
from brobygger.ground import clock


class FollowUpForm(TalkForm):
    """What a follow-up talk holds: the situation, the plan, and how often one has met (KS 5.2)."""

    situation = passage(
        gettext_lazy("How is it right now?"),
        gettext_lazy("The present situation: use, health, home, work, family."),
        missing=gettext_lazy("Write how the situation is."),
    )
    plan_status = passage(
        gettext_lazy("How does the plan as a whole work?"),
        gettext_lazy("What has been done, what has not, and what is to be changed."),
        missing=gettext_lazy("Write how the plan works."),
    )
    own_words = passage(gettext_lazy("What the citizen says about the treatment"), required=False, rows=2)
    contacts = forms.IntegerField(
        label=gettext_lazy("How many times have you been in contact in the period?"),
        help_text=gettext_lazy("Talks, groups, telephone and messages since the last follow-up."),
        min_value=0,
        max_value=999,
        error_messages={
            "required": gettext_lazy("Write a number; 0 is an answer too."),
            "invalid": gettext_lazy("Write a number, such as 12."),
        },
    )
    rhythm = choice(gettext_lazy("How often is that?"), FollowUp.Rhythm.choices)
    next_on = next_follow_up_field()

    def clean(self) -> dict[str, Any]:
        """The next talk is agreed within what the standard promises."""
        data = super().clean()
        check_next(self)
        return data


class StatusForm(forms.Form):
    """How one goal stands."""

    state = forms.ChoiceField(
        label=gettext_lazy("How does it stand?"),
        choices=GoalStatus.State.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how the goal stands.")},
    )
    note = forms.CharField(
        label=gettext_lazy("A few words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        """What was changed or dropped is told."""
        data = super().clean() or {}
        if data.get("state") in ("changed", "dropped") and not (data.get("note") or "").strip():
            self.add_error("note", _("Write in what way, or why."))
        return data


class StatusRow:
    """One goal with its question."""

    def __init__(self, view: GoalView, number: str, form: StatusForm) -> None:
        self.view = view
        self.number = number
        self.form = form


def status_rows(views: Iterable[GoalView], typed: Any, *, bound: bool) -> list[StatusRow]:
    """A question for every goal and sub-goal of the plan."""
    rows = []
    for top, view in enumerate(views, 1):
        rows.append(_row(view, str(top), typed, bound))
        rows += [_row(sub, f"{top}.{number}", typed, bound) for number, sub in enumerate(view.subs, 1)]
    return rows


def _row(view: GoalView, number: str, typed: Any, bound: bool) -> StatusRow:
    prefix = f"status-{view.goal.key}"
    initial = {name: typed.get(f"{prefix}-{name}", "") for name in ("state", "note")} if typed else {}
    form = StatusForm(typed, prefix=prefix) if bound else StatusForm(initial=initial, prefix=prefix)
    for field in form.fields.values():
        # In a list of errors the question stands alone: it says which goal it asks about.
        field.label = f"{number} {view.goal.specific}: {field.label}"
    return StatusRow(view, number, form)


def new_follow_up(form: FollowUpForm, rows: Sequence[StatusRow]) -> NewFollowUp:
    """What the service takes; only when all forms are valid."""
    data = {name: value for name, value in form.cleaned_data.items() if name not in ("day", "time")}
    goals = tuple(
        NewGoalStatus(row.view.goal.key, row.form.cleaned_data["state"], row.form.cleaned_data["note"]) for row in rows
    )
    return NewFollowUp(**data, goals=goals)


class ReviewForm(TalkForm):
    """The whole plan gone through, and found to hold (KS 5)."""

    own_words = passage(
        gettext_lazy("What the citizen says about the plan"),
        gettext_lazy("What helps, what does not, and what is missing?"),
    )
    conclusion = passage(
        gettext_lazy("What we agreed"),
        gettext_lazy("Why the plan holds as it is. If it is to be changed, write a new version instead."),
    )

    next_on = next_follow_up_field()

    def clean(self) -> dict[str, Any]:
        """The next talk is agreed within what the standard promises."""
        data = super().clean()
        check_next(self)
        return data

    def new_review(self) -> NewReview:
        """What the service takes."""
        data = self.cleaned_data
        return NewReview(data["how"], data["own_words"], data["conclusion"], data["next_on"])


class ChangeForm(WhenForm):
    """Something important has changed in the citizen's life (KS 5.2)."""

    kind = choice(gettext_lazy("What has changed?"))
    text = passage(
        gettext_lazy("What happened, and what does it mean for the treatment?"),
        missing=gettext_lazy("Write what has happened."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = words(standard.load().important_changes)  # type: ignore[attr-defined]


def first_day() -> str:
    """Today, as a form begins."""
    return clock.today().isoformat()
