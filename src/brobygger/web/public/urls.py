"""Addresses of the public site: Danish, plain, and with no word in them that gives anybody away."""

from django.urls import path

from brobygger.web.public import views

app_name = "public"

urlpatterns = [
    path("", views.front, name="front"),
    path("borger/", views.audience, {"who": "citizen"}, name="citizen"),
    path("paaroerende/", views.audience, {"who": "relative"}, name="relative"),
    path("under-<int:age>/", views.young, name="young"),
    path("fagperson/", views.audience, {"who": "professional"}, name="professional"),
    path("kontakt/", views.contact, name="contact"),
    path("kontakt/<slug:unit_id>/", views.unit, name="unit"),
    path("behandling/", views.treatment, name="treatment"),
    path("loefter/", views.promises, name="promises"),
    path("om-os/", views.about, name="about"),
    path("klag/", views.complaints, name="complaints"),
    path("kvalitetsstandard/", views.whole_standard, name="standard"),
    path("kvalitetsstandard.pdf", views.pdf, name="standard_pdf"),
    path("kvalitetsstandard/<int:number>/", views.chapter, name="chapter"),
    path("dine-oplysninger/", views.privacy, name="privacy"),
    path("tilgaengelighed/", views.accessibility, name="accessibility"),
]
