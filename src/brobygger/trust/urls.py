"""Addresses of this app."""

from django.urls import URLPattern

app_name = "trust"

urlpatterns: list[URLPattern] = []
