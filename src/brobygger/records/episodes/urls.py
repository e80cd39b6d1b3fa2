"""Addresses of this app."""

from django.urls import URLPattern

app_name = "episodes"

urlpatterns: list[URLPattern] = []
