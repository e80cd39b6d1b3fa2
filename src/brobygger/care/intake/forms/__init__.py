"""The forms of intake: what people type, with an answer beside the field when it cannot be right."""

from brobygger.care.intake.forms.citizen import CitizenForm
from brobygger.care.intake.forms.concern import ConcernForm, ContactConcernForm
from brobygger.care.intake.forms.enrolment import EnrolmentForm, NoticeForm
from brobygger.care.intake.forms.inquiry import (
    DocumentationForm,
    InquiryForm,
    MoveForm,
    ProviderForm,
    TakeBackForm,
    TalkForm,
    TryForm,
    WithdrawForm,
)

__all__ = [
    "CitizenForm",
    "ConcernForm",
    "ContactConcernForm",
    "DocumentationForm",
    "EnrolmentForm",
    "InquiryForm",
    "MoveForm",
    "NoticeForm",
    "ProviderForm",
    "TakeBackForm",
    "TalkForm",
    "TryForm",
    "WithdrawForm",
]
