"""The form of the treatment plan: its parts, and its goals and sub-goals as rows that come and go."""

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger import standard
from brobygger.care.plans import rules
from brobygger.care.plans.forms.common import (
    WhenForm,
    check_next,
    choice,
    next_follow_up_field,
    passage,
    words,
)
from brobygger.care.plans.models import Goal, Plan
from brobygger.care.plans.services.treatment import NewGoal, NewPlan
from brobygger.ground import clock
from brobygger.ground.promised import in_words, the_words
from brobygger.ground.when import day_field
from brobygger.records import medicine
from brobygger.standard.promised import whole_weeks

SMART = ("specific", "measurable", "accepted", "realistic", "due_on")
MOST_GOALS = 30


class PlanForm(WhenForm):
    """The parts of the plan that are not goals (KS 5, 5.1)."""

    own_words = passage(
        gettext_lazy("What the citizen needs and hopes for, in their own words"),
        gettext_lazy("Write as it was said. Ask also what has helped before."),
    )
    aim_kind = choice(gettext_lazy("What are we working towards?"))
    aim = passage(
        gettext_lazy("The overall aim"),
        gettext_lazy("One or two sentences the citizen would use: how is life when the treatment has helped?"),
        rows=2,
        missing=gettext_lazy("Write what the treatment is to lead to."),
    )
    effort = passage(
        gettext_lazy("What we will do"),
        gettext_lazy("The concrete effort: how often, with whom, where."),
    )
    duration_weeks = forms.IntegerField(
        label=gettext_lazy("For how many weeks"),
        help_text=gettext_lazy("An estimate; it can be changed at every follow-up."),
        min_value=1,
        max_value=260,
        error_messages={
            "required": gettext_lazy("Write about how many weeks."),
            "invalid": gettext_lazy("Write a number of weeks, such as 16."),
        },
    )
    services = passage(
        gettext_lazy("Offers and services"),
        medicine.about_clinic(gettext_lazy("For example individual talks every week, a group, %(clinic)s.")),
        rows=2,
    )
    methods = passage(
        gettext_lazy("Methods"), gettext_lazy("For example cognitive talks, mindfulness, ear acupuncture."), rows=2
    )
    partners = forms.MultipleChoiceField(
        label=gettext_lazy("Who else is to be part of it?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("We only talk with those the citizen has said yes to."),
    )
    partner_work = passage(gettext_lazy("What they are to do"), required=False, rows=2)
    family = passage(
        gettext_lazy("Family and others who are close"),
        gettext_lazy("Who is there, who lives at home, who is a help, and who is worried?"),
    )
    family_involvement = choice(gettext_lazy("How far are they to be involved?"), Plan.Involvement.choices)
    family_agreement = passage(
        gettext_lazy("What we have agreed about it"),
        gettext_lazy("Who is invited to what, and who tells them."),
        required=False,
        rows=2,
    )
    housing = passage(gettext_lazy("Housing"), required=False, rows=2)
    employment = passage(gettext_lazy("Work, education or income"), required=False, rows=2)
    other_treatment = passage(gettext_lazy("Other treatment and health"), required=False, rows=2)
    aids = passage(gettext_lazy("Aids and practical help"), required=False, rows=2)
    evaluation_weeks = forms.IntegerField(
        label=gettext_lazy("How often do we look at the plan together?"),
        min_value=1,
        error_messages={
            "required": gettext_lazy("Write how many weeks there are between the follow-ups."),
            "invalid": gettext_lazy("Write a number of weeks, such as 8."),
        },
    )
    next_on = next_follow_up_field()
    agreed_how = choice(gettext_lazy("How did the citizen agree?"), Plan.How.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = standard.load()
        goals = _choices(self.fields["aim_kind"], words(known.goals))
        goals.help_text = gettext_lazy("Where stopping is not realistic, reducing harm is an aim of its own.")
        _choices(self.fields["partners"], words(known.partners))
        self._rhythm()
        self.fields["day"].label = _("When was the plan agreed?")
        self.fields["day"].error_messages["required"] = _("Write which day the citizen agreed.")

    def _rhythm(self) -> None:
        """How seldom one may agree to meet: no less often than the standard promises on any day (KS 5.2)."""
        promise = rules.follow_up_promise(clock.today())
        weeks = whole_weeks(promise) if promise else rules.LONGEST_WEEKS
        words: dict[str, object] = {"weeks": weeks, "more": weeks + 1, "time": "", "the_time": ""}
        if promise:
            words |= {"time": in_words(promise), "the_time": the_words(promise)}
        field = self.fields["evaluation_weeks"]
        field.help_text = (
            _("Every how many weeks. At least every %(weeks)s weeks: the standard promises a follow-up every %(time)s.")
            if promise
            else _("Every how many weeks.")
        ) % words
        too_seldom = (
            _("At most %(weeks)s weeks: %(more)s can be more than %(the_time)s that the standard promises.")
            if promise
            else _("At most %(weeks)s weeks.")
        )
        field.validators.append(MaxValueValidator(weeks, too_seldom % words))
        field.widget.attrs["max"] = weeks

    def clean(self) -> dict[str, Any]:
        """The first talk about the plan is agreed within what the standard promises."""
        data = super().clean()
        check_next(self)
        return data


def _choices(field: forms.Field, choices: list[tuple[str, str]]) -> forms.Field:
    field.choices = choices  # type: ignore[attr-defined]
    return field


class GoalForm(forms.Form):
    """One goal: specific, measurable, accepted, realistic, time-bound; five plain questions (KS 5.1)."""

    specific = passage(
        gettext_lazy("What exactly is to happen?"),
        gettext_lazy("Specific: something one can see or hear, such as “I come to my talk every Tuesday”."),
        rows=2,
        missing=gettext_lazy("Write what exactly is to happen."),
    )
    measurable = passage(
        gettext_lazy("How do we see that it is reached?"),
        gettext_lazy("Measurable: a number, a test, a day in the week, something to count."),
        rows=2,
        missing=gettext_lazy("Write how we see that it is reached."),
    )
    accepted = passage(
        gettext_lazy("Why does the citizen want it?"),
        gettext_lazy("Accepted: in the citizen's own words, so that the goal is theirs and not ours."),
        rows=2,
        missing=gettext_lazy("Write why the citizen wants it."),
    )
    realistic = passage(
        gettext_lazy("What makes it possible?"),
        gettext_lazy("Realistic: what helps, what may get in the way, and what we do then."),
        rows=2,
        missing=gettext_lazy("Write what makes it possible."),
    )
    due_on = day_field(
        gettext_lazy("When is it to be reached?"),
        gettext_lazy("Time-bound: a date to look at it again."),
        missing=gettext_lazy("A goal has a date. Choose one, it can be changed later."),
    )


class GoalRow:
    """One goal of the form: its key, its parent's key, and the form with its five parts."""

    def __init__(self, key: str, parent: str, form: GoalForm) -> None:
        self.key = key
        self.parent = parent
        self.form = form
        self.number = ""


class PlanEditor:
    """The whole form, over what was typed (in a request, a draft, or an agreed plan made new again)."""

    def __init__(self, typed: QueryDict, *, bound: bool) -> None:
        self.typed = typed
        self.form = PlanForm(typed) if bound else PlanForm(initial=initial_of(typed, PlanForm.base_fields, ""))
        self.rows = [self._row(key, bound) for key in goal_keys(typed)]
        _number(self.rows)

    def _row(self, key: str, bound: bool) -> GoalRow:
        prefix = f"goal-{key}"
        initial = None if bound else initial_of(self.typed, GoalForm.base_fields, f"{prefix}-")
        form = GoalForm(self.typed if bound else None, initial=initial, prefix=prefix)
        return GoalRow(key, self.typed.get(f"{prefix}-parent", ""), form)

    @property
    def forms(self) -> list[forms.Form]:
        """Every form of the page, for the list of errors."""
        return [self.form, *(row.form for row in self.rows)]

    def is_valid(self) -> bool:
        """Whether all of it can be agreed. A plan without goals is none."""
        fine = [form.is_valid() for form in self.forms]
        if not self.rows:
            self.form.add_error(None, _("Add at least one goal."))
        return all(fine) and bool(self.rows)

    def say_early(self, keys: Iterable[str]) -> None:
        """Say beside each goal's date that it lies before the plan."""
        for row in self.rows:
            if row.key in keys:
                row.form.add_error("due_on", _("This is before the plan was agreed. Choose a day after it."))

    def new_plan(self) -> NewPlan:
        """What the service takes; only after `is_valid`."""
        data = self.form.cleaned_data
        kept = {name: data[name] for name in data if name not in ("day", "time", "partners")}
        goals = tuple(
            NewGoal(row.key, parent=row.parent, **{part: row.form.cleaned_data[part] for part in SMART})
            for row in self.rows
        )
        return NewPlan(**kept, partners=tuple(data["partners"]), goals=goals)


def goal_keys(typed: QueryDict) -> list[str]:
    """The keys of the goals in their order: each goal before its sub-goals, no stranger, none twice."""
    keys = [key for key in dict.fromkeys(typed.getlist("goal")) if key.isalnum() and len(key) <= 12][:MOST_GOALS]
    tops = [key for key in keys if not typed.get(f"goal-{key}-parent")]
    ordered = []
    for top in tops:
        ordered.append(top)
        ordered += [key for key in keys if typed.get(f"goal-{key}-parent") == top]
    return ordered


def _number(rows: Iterable[GoalRow]) -> None:
    """Number the goals 1, 1.1, 1.2, 2 …"""
    top = sub = 0
    for row in rows:
        if row.parent:
            sub += 1
        else:
            top, sub = top + 1, 0
        row.number = f"{top}.{sub}" if row.parent else str(top)


def initial_of(typed: QueryDict, fields: Mapping[str, forms.Field], prefix: str) -> dict[str, Any]:
    """What was typed, as a form begins with it: unfinished or wrong, it stands as it was."""
    found: dict[str, Any] = {}
    for name, form_field in fields.items():
        if prefix + name not in typed:
            continue
        several = isinstance(form_field, forms.MultipleChoiceField)
        found[name] = typed.getlist(prefix + name) if several else typed.get(prefix + name)
    return found


def add_goal(typed: QueryDict, parent: str = "") -> tuple[QueryDict, str]:
    """What was typed, with one empty goal (or sub-goal of `parent`) more; and its key."""
    grown = typed.copy()
    keys = goal_keys(typed)
    key = secrets.token_hex(4)
    if len(keys) < MOST_GOALS and (not parent or parent in keys):
        grown.setlist("goal", [*keys, key])
        grown[f"goal-{key}-parent"] = parent
    return grown, key


def remove_goal(typed: QueryDict, key: str) -> QueryDict:
    """What was typed, without one goal and its sub-goals."""
    left = typed.copy()
    gone = {key, *(k for k in goal_keys(typed) if typed.get(f"goal-{k}-parent") == key)}
    left.setlist("goal", [k for k in goal_keys(typed) if k not in gone])
    for name in list(left):
        if any(name.startswith(f"goal-{k}-") for k in gone):
            del left[name]
    return left


def from_plan(plan: Plan | None, goals: Iterable[Goal]) -> QueryDict:
    """A new version begins as the one before it; a first plan with one empty goal."""
    typed = QueryDict(mutable=True)
    if plan is None:
        typed["evaluation_weeks"] = "8"
        return add_goal(typed)[0]
    for name in PlanForm.base_fields:
        if name not in ("day", "time", "agreed_how", "partners", "next_on"):
            typed[name] = str(getattr(plan, name))
    typed.setlist("partners", plan.partners)
    rows = list(goals)
    by_id = {goal.pk: goal.key for goal in rows}
    typed.setlist("goal", [goal.key for goal in rows])
    for goal in rows:
        typed[f"goal-{goal.key}-parent"] = by_id.get(goal.parent_id or 0, "")
        for part in SMART:
            value = getattr(goal, part)
            typed[f"goal-{goal.key}-{part}"] = value.isoformat() if part == "due_on" else value
    return typed


def today_typed(typed: QueryDict) -> QueryDict:
    """With today as the day it is agreed, where no day is typed."""
    if typed.get("day"):
        return typed
    dated = typed.copy()
    dated["day"] = clock.today().isoformat()
    return dated
