"""Every address of the software, by the floor and room that answers it."""

from django.urls import include, path

urlpatterns = [
    path("konto/", include("allauth.urls")),
    path("", include("brobygger.trust.urls")),
    path("", include("brobygger.records.people.urls")),
    path("", include("brobygger.records.episodes.urls")),
    path("", include("brobygger.records.consents.urls")),
    path("", include("brobygger.records.notes.urls")),
    path("", include("brobygger.records.letters.urls")),
    path("", include("brobygger.care.intake.urls")),
    path("", include("brobygger.care.assessment.urls")),
    path("", include("brobygger.care.visitation.urls")),
    path("", include("brobygger.care.plans.urls")),
]
