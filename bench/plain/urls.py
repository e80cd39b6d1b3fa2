"""The plain pages under the addresses of ours."""

from django.urls import path

from bench.plain import views

urlpatterns = [
    path("", views.front),
    path("min-dag/", views.my_day, name="my_day"),
    path("forloeb/", views.cases, name="cases"),
    path("forloeb/<str:number>/", views.case, name="case"),
    path("forloeb/<str:number>/notater/<uuid:key>/", views.note, name="note"),
]
