"""Addresses of this app."""

from django.urls import path

from brobygger.records.consents import views

app_name = "consents"

urlpatterns = [
    path("forloeb/<str:number>/samtykker/", views.consents, name="consents"),
    path("forloeb/<str:number>/samtykkeerklaering/", views.declaration, name="declaration"),
    path("forloeb/<str:number>/samtykker/<str:key>/", views.answer, name="answer"),
]
