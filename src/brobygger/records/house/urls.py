"""Addresses of this app."""

from django.urls import path

from brobygger.records.house import views

app_name = "house"

urlpatterns = [
    path("huset/", views.house, name="house"),
    path("huset/fil/", views.export, name="export"),
    path("huset/forslag/<int:pk>/", views.proposal, name="proposal"),
    # No list is called "ny"; a thing of a list may be.
    path("huset/ny/<slug:slug>/", views.new, name="new"),
    path("huset/<slug:slug>/", views.one_list, name="list"),
    path("huset/<slug:slug>/<slug:key>/", views.change, name="change"),
    path("huset/<slug:slug>/<slug:key>/fjern/", views.take_out, name="take_out"),
]
