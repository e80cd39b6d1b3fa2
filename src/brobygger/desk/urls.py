"""Addresses of the staff's common pages."""

from django.urls import path

from brobygger.desk import case, cases, handover, insight, my_day

app_name = "desk"

urlpatterns = [
    path("min-dag/", my_day.my_day, name="my_day"),
    path("forloeb/", cases.cases, name="cases"),
    path("forloeb/<str:number>/", case.case, name="case"),
    path("forloeb/<str:number>/indsigt/", insight.who_has_seen, name="who_has_seen"),
    path("soeg/", cases.search, name="search"),
    path("enhed/", cases.choose_unit, name="unit"),
    path("overdragelse/", handover.choose, name="handovers"),
    path("overdragelse/<int:account_id>/", handover.hand_over, name="handover"),
]
