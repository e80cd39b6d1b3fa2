"""What stands around every page of the public site, and the words that its pages share."""

from dataclasses import dataclass
from datetime import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse, translate_url
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from brobygger import standard
from brobygger.ground.languages import in_english
from brobygger.standard import Standard
from brobygger.trust import pages

CACHE_SECONDS = 60
LEAVE_HREF = "https://www.dmi.dk/"  # the weather: nobody asks why one looks at it


@dataclass(frozen=True)
class Site:
    """The frame of one public page."""

    name: str
    title: str
    address: str
    phone: str
    website: str
    menu: list[tuple[str, str, bool]]
    footer: list[tuple[str, str]]
    other_language: tuple[str, str, str]
    leave_href: str


def site_of(request: HttpRequest) -> Site:
    """The frame for this request, in the language of its address."""
    centre = standard.load().municipality
    english = in_english()
    other = ("Dansk", translate_url(request.path, "da"), "da") if english else (
        "English", translate_url(request.path, "en"), "en")  # fmt: skip
    menu = [
        (_("Treatment"), reverse("public:treatment")),
        (_("Our promises"), reverse("public:promises")),
        (_("Contact"), reverse("public:contact")),
    ]
    return Site(
        name=centre.centre,
        # Neutral, so that neither tab nor history gives anything away.
        title=centre.name,
        address=f"{centre.address.street}, {centre.address.postal_code} {centre.address.city}",
        phone=centre.phone,
        website=centre.website,
        menu=[(words, href, request.path.startswith(href)) for words, href in menu],
        footer=[
            (_("Quality standard"), reverse("public:standard")),
            (_("Who we are"), reverse("public:about")),
            (_("How we look after what you tell us"), reverse("public:privacy")),
            (_("Accessibility"), reverse("public:accessibility")),
            (_("Complain"), reverse("public:complaints")),
        ],
        other_language=other,
        leave_href=getattr(settings, "LEAVE_HREF", LEAVE_HREF),
    )


def render(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Draw a public page: the same for everybody, so that any cache may keep it for a minute."""
    rules: Standard = standard.load()
    response = pages.render(
        request,
        template,
        {"site": site_of(request), "standard": rules, "hour": hour, "span": span, **context},
        status=status,
    )
    patch_cache_control(response, public=True, max_age=CACHE_SECONDS)
    return response


def hour(value: time) -> str:
    """A time on a sign: "9", "17.30"; in English "9:00", "17:30"."""
    if in_english():
        return f"{value.hour}:{value.minute:02d}"
    return f"{value.hour}.{value.minute:02d}" if value.minute else str(value.hour)


def span(opens: time, closes: time) -> str:
    """Hours on a sign: "9–17.30"."""
    return f"{hour(opens)}–{hour(closes)}"
