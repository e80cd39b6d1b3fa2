"""The room's addresses."""

from django.urls import path

from tests.toy_room import views

app_name = "walks"

urlpatterns = [
    path("gaature/", views.week, name="week"),
    path("forloeb/<str:number>/gaature/", views.walks, name="walks"),
]
