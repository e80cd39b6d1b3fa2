"""Every address of the software, by the floor and room that answers it.

Danish addresses have no prefix, English ones begin with /en/: a page's language is in its address,
never guessed from the browser, so that every page can be kept by a cache and sent as a link.
"""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = i18n_patterns(
    path("", include("brobygger.web.public.urls")),
    path("", include("brobygger.web.staff.urls")),
    path("konto/", include("brobygger.trust.login_urls")),
    path("", include("brobygger.trust.urls")),
    path("", include("brobygger.records.people.urls")),
    path("", include("brobygger.records.episodes.urls")),
    path("", include("brobygger.records.consents.urls")),
    path("", include("brobygger.records.notes.urls")),
    path("", include("brobygger.records.letters.urls")),
    path("", include("brobygger.records.papers.urls")),
    path("", include("brobygger.care.intake.urls")),
    path("", include("brobygger.care.assessment.urls")),
    path("", include("brobygger.care.visitation.urls")),
    path("", include("brobygger.care.plans.urls")),
    prefix_default_language=False,
)

handler500 = "brobygger.web.faults.broken"
