"""Addresses of this app."""

from django.urls import path

from brobygger.records.drafts import views

app_name = "drafts"

urlpatterns = [
    path("forloeb/<str:number>/kladder/<str:form_key>/", views.keep, name="keep"),
    path("forloeb/<str:number>/kladder/<str:form_key>/kasser/", views.drop, name="drop"),
    path("kladder/<str:form_key>/", views.keep_own, name="keep_own"),
]
