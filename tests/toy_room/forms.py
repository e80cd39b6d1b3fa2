"""What is asked for."""

from django import forms


class WalkForm(forms.Form):
    """A walk."""

    steps = forms.IntegerField(label="Skridt", min_value=1, max_value=100_000)
