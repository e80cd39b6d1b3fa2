"""Django's own words for errors in forms, named here so that our catalogue can say them more plainly.

An app's translation of a text is used before Django's own.
"""

from django.utils.translation import gettext_noop

FORM_ERRORS = (
    gettext_noop("This field is required."),
    gettext_noop("Enter a valid date."),
    gettext_noop("Enter a valid time."),
    gettext_noop("Enter a valid date/time."),
    gettext_noop("Enter a whole number."),
    gettext_noop("Enter a valid email address."),
    gettext_noop("Select a valid choice. That choice is not one of the available choices."),
)
