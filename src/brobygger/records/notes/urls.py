"""Addresses of this app."""

from django.urls import path

from brobygger.records.notes import views

app_name = "notes"

urlpatterns = [
    path("forloeb/<str:number>/notater/", views.notes, name="notes"),
    path("forloeb/<str:number>/notater/nyt/", views.new, name="new"),
    path("forloeb/<str:number>/notater/<uuid:key>/skriv/", views.edit, name="edit"),
    path("forloeb/<str:number>/notater/<uuid:key>/kladde/", views.keep, name="keep"),
    path("forloeb/<str:number>/notater/<uuid:key>/kasser/", views.throw_away, name="throw_away"),
    path("forloeb/<str:number>/notater/<int:pk>/", views.note, name="note"),
    path("forloeb/<str:number>/notater/<int:pk>/ret/", views.correct, name="correct"),
]
