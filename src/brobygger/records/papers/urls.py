"""Addresses of the papers of a case."""

from django.urls import path

from brobygger.records.papers import views

app_name = "papers"

urlpatterns = [
    path("forloeb/<str:number>/papirer/", views.papers, name="papers"),
    path("forloeb/<str:number>/papirer/<int:papers_id>/", views.one, name="one"),
    path("forloeb/<str:number>/papirer/<int:papers_id>/papirer.pdf", views.pdf, name="pdf"),
]
