"""Forms about the end of treatment, the time after it, and the closing of the case."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger import standard
from brobygger.care.plans import rules
from brobygger.care.plans.forms.common import TalkForm, WhenForm, choice, passage, words
from brobygger.care.plans.forms.start import NO, YES
from brobygger.care.plans.models import AfterFollowUp
from brobygger.care.plans.rules import Course
from brobygger.care.plans.services import NewAfterFollowUp, NewEnding
from brobygger.ground.languages import present_language

YES_NO = [(YES, gettext_lazy("Yes")), (NO, gettext_lazy("No"))]


NOT_ASKED = "not-asked"


class EndingForm(WhenForm):
    """How the treatment ended (KS 5.5, 5.6)."""

    reason = choice(gettext_lazy("Why does the treatment end?"))
    result = choice(gettext_lazy("How did it go?"), (), gettext_lazy("The use when the treatment ends."))
    reached = passage(
        gettext_lazy("What has been reached"),
        gettext_lazy("Write to the citizen (“you”): it stands in the closing status, word for word."),
        rows=5,
        missing=gettext_lazy("Write what has been reached, also when it is little."),
    )
    advice = passage(
        gettext_lazy("What we recommend now"), gettext_lazy("Also to the citizen; may be empty."), required=False
    )
    follow_up_consent = choice(
        gettext_lazy("May we follow up?"),
        [
            (YES, gettext_lazy("Yes, the citizen wants to be contacted")),
            (NO, gettext_lazy("No, the citizen does not want it")),
            (NOT_ASKED, gettext_lazy("Not asked")),
        ],
        required=False,
    )
    send_status = choice(
        gettext_lazy("Send a closing status to the citizen?"),
        [
            (YES, gettext_lazy("Yes, as a letter")),
            (NO, gettext_lazy("No, it was talked through, and the citizen does not want a letter")),
        ],
        required=False,
    )
    send_discharge = choice(gettext_lazy("Send a discharge letter to the own doctor?"), YES_NO, required=False)
    medicine = passage(
        gettext_lazy("Medical treatment, to the doctor"),
        gettext_lazy("Medicine and dose at the end, what was found, and what the doctor is asked to go on with."),
        required=False,
        rows=4,
    )

    def __init__(self, *args: Any, course: Course, discharge: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = standard.load()
        self.course, self.discharge = course, discharge
        self.fields["reason"].choices = words(known.ending_reasons)  # type: ignore[attr-defined]
        self.fields["result"].choices = words(known.closing_statuses)  # type: ignore[attr-defined]
        self.fields["day"].label = _("The last day of treatment")
        if not discharge:
            del self.fields["send_discharge"], self.fields["medicine"]
        self.initial.setdefault("send_status", YES)
        self._ask(str(self.data.get("reason", "")) if self.is_bound else "")

    def _ask(self, reason: str) -> None:
        """What must be answered follows from the reason: nobody is asked about somebody who has died."""
        written_to = reason not in rules.WITHOUT_CITIZEN
        follow_up = self.fields["follow_up_consent"]
        follow_up.required = written_to and (not reason or rules.asks_follow_up(reason))
        follow_up.error_messages["required"] = _("Ask the citizen, and choose the answer. “Not asked” is one too.")
        self.fields["send_status"].required = written_to
        self.fields["send_status"].error_messages["required"] = _("Choose whether a closing status is sent.")
        if self.discharge:
            self.fields["send_discharge"].required = written_to
            self.fields["send_discharge"].error_messages["required"] = _("Choose whether a discharge letter is sent.")

    def clean(self) -> dict[str, Any]:
        """A letter to the doctor has its words; nothing is sent to one who has died.

        A yes to follow-up is not taken where none is held: the letter would promise calls that nobody makes.
        """
        data = super().clean()
        reason = data.get("reason")
        if reason in rules.WITHOUT_CITIZEN:
            data.update(follow_up_consent=NOT_ASKED, send_status=NO)
        elif reason and data.get("follow_up_consent") == YES and not rules.asks_follow_up(reason):
            self.add_error(
                "follow_up_consent",
                _("No follow-up is held after an end for this reason. Choose another answer, or another reason."),
            )
        if data.get("send_discharge") == YES and not (data.get("medicine") or "").strip():
            self.add_error("medicine", _("Write what the doctor needs to know."))
        return data

    def new_ending(self) -> NewEnding:
        """What the service takes."""
        data = self.cleaned_data
        return NewEnding(
            reason=data["reason"],
            result=data["result"],
            reached=data["reached"],
            advice=data["advice"],
            follow_up_consent={YES: True, NO: False}.get(data.get("follow_up_consent") or NOT_ASKED),
            send_status=data.get("send_status") == YES,
            send_discharge=data.get("send_discharge") == YES,
            medicine=data.get("medicine", ""),
        )


class AfterForm(TalkForm):
    """A talk one or six months after the end (KS 5.5)."""

    situation = passage(gettext_lazy("How is it now?"), missing=gettext_lazy("Write how the citizen is."))
    plan_status = passage(
        gettext_lazy("What has become of the goals of the plan?"),
        missing=gettext_lazy("Write what has become of the goals."),
    )
    result = choice(gettext_lazy("The use now"))
    led_to = choice(gettext_lazy("What does the talk lead to?"), AfterFollowUp.LedTo.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["result"].choices = words(standard.load().closing_statuses)  # type: ignore[attr-defined]

    def new_talk(self, month: int) -> NewAfterFollowUp:
        """What the service takes."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("day", "time")}
        return NewAfterFollowUp(month=month, **data)


class RelapseForm(WhenForm):
    """Treatment to prevent relapse begins (KS 5.5)."""

    kind_of_treatment = choice(gettext_lazy("Which treatment begins?"))
    text = passage(gettext_lazy("Why, and what has been agreed"), missing=gettext_lazy("Write what has been agreed."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = words(standard.load().kinds_of_treatment)
        allowed = rules.against_relapse()
        self.fields["kind_of_treatment"].choices = [pair for pair in kinds if pair[0] in allowed]  # type: ignore[attr-defined]


class CloseForm(WhenForm):
    """The case is closed."""

    reason = choice(gettext_lazy("Why is the case closed?"))
    explanation = passage(gettext_lazy("Explanation"), required=False)

    def __init__(self, *args: Any, open_deadlines: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = [*words(standard.load().ending_reasons), (rules.NO_TREATMENT, _("Treatment did not come about"))]
        self.fields["reason"].choices = reasons  # type: ignore[attr-defined]
        self.fields["day"].label = _("Closed on")
        if open_deadlines:
            self.fields["explanation"].required = True
            self.fields["explanation"].label = _("Why is it right to close all the same?")
            self.fields["explanation"].error_messages["required"] = _(
                "We still owe the citizen something. Write why the case is closed all the same."
            )


class TakeBackForm(forms.Form):
    """What was recorded as the end by mistake, and what was wrong."""

    what = choice(gettext_lazy("What was recorded by mistake?"))
    reason = passage(
        gettext_lazy("What was wrong?"),
        gettext_lazy("It stands in the journal, beside what is taken back."),
        missing=gettext_lazy("Write what was wrong."),
    )

    def __init__(self, *args: Any, ways: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = list(ways)  # type: ignore[attr-defined]
        if len(ways) == 1:
            self.initial["what"] = ways[0][0]


def close_reason_words(reason: str) -> str:
    """Why a case was closed, in words."""
    language = present_language()
    for known in standard.load().ending_reasons:
        if known.id == reason:
            return known.name.in_(language)
    return _("Treatment did not come about") if reason == rules.NO_TREATMENT else reason
