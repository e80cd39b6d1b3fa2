"""Every address of the software, by the floor and room that answers it.

Danish addresses have no prefix, English ones begin with /en/: a page's language is in its address,
never guessed from the browser, so that every page can be kept by a cache and sent as a link.
"""

from typing import Any

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from brobygger import rooms


def addresses() -> list[Any]:
    """The addresses of the frame, and of every room that the settings list."""
    return i18n_patterns(
        path("", include("brobygger.web.public.urls")),
        path("", include("brobygger.desk.urls")),
        path("konto/", include("brobygger.trust.login_urls")),
        path("", include("brobygger.trust.urls")),
        *(path("", include(name)) for name in rooms.modules("urls", settings.ROOMS)),
        prefix_default_language=False,
    )


urlpatterns = addresses()
handler500 = "brobygger.web.faults.broken"
