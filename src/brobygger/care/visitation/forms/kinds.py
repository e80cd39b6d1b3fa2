"""The kinds of treatment to choose among."""

from typing import Any

from django import forms

from brobygger.care.visitation import rules


class RadioSelect(forms.RadioSelect):
    """Kinds of treatment, each saying what it asks for, so that the page shows those questions for it alone.

    It bears the name of what it is, by which the components know how it is drawn.
    """

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One kind; a stay elsewhere is marked."""
        option = super().create_option(name, value, *args, **kwargs)
        if rules.is_elsewhere(str(value)):
            option["attrs"]["data-elsewhere"] = True
        return option
