"""What people write on trust's own pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.trust.glass import LEAST_REASON


class BreakGlassForm(forms.Form):
    """The reason for opening a case outside one's unit."""

    offer = forms.CharField(widget=forms.HiddenInput, max_length=2000)
    reason = forms.CharField(
        max_length=1000,
        min_length=LEAST_REASON,
        error_messages={
            "required": _("Write why you need the case."),
            "min_length": _("Write a little more: the manager reads it."),
        },
    )
