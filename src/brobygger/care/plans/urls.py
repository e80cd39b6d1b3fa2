"""Addresses of this app."""

from django.urls import URLPattern, path

from brobygger.care.plans.views import copies, elsewhere, ending, inviting, network, plan, taking_back, talks, trying

app_name = "plans"

urlpatterns: list[URLPattern] = [
    path("forloeb/<str:number>/plan/", plan.plan, name="plan"),
    path("forloeb/<str:number>/plan/version/<int:version>/", plan.plan, name="version"),
    path("forloeb/<str:number>/plan/sammenlign/<int:before>/<int:after>/", plan.compare, name="compare"),
    path("forloeb/<str:number>/plan/kopi/", copies.send, name="send_copy"),
    path("forloeb/<str:number>/plan/skriv/", plan.edit, name="edit"),
    path("forloeb/<str:number>/behandlingsstart/", talks.start_treatment, name="start_treatment"),
    path("forloeb/<str:number>/andet-sted/", elsewhere.note, name="elsewhere"),
    path("forloeb/<str:number>/opfoelgning/", talks.follow_up, name="follow_up"),
    path("forloeb/<str:number>/opfoelgning/forsoeg/", trying.follow_up, name="try_follow_up"),
    path("forloeb/<str:number>/brev-med-tid/", inviting.invite, name="invite"),
    path("forloeb/<str:number>/plan/gennemgang/", talks.review, name="review"),
    path("forloeb/<str:number>/aendring/", talks.change, name="change"),
    path("forloeb/<str:number>/netvaerk/", network.network, name="network"),
    path("forloeb/<str:number>/netvaerk/moede/", network.meeting, name="meeting"),
    path("forloeb/<str:number>/netvaerk/handleplan/", network.action_plan, name="action_plan"),
    path("forloeb/<str:number>/afslutning/", ending.end, name="end"),
    path("forloeb/<str:number>/efter/", ending.after, name="after"),
    path("forloeb/<str:number>/efter/<int:month>/", ending.after_follow_up, name="after_follow_up"),
    path("forloeb/<str:number>/efter/<int:month>/forsoeg/", trying.after, name="try_after"),
    path("forloeb/<str:number>/efter/tilbage/", ending.relapse, name="relapse"),
    path("forloeb/<str:number>/efter/fortryd/", taking_back.take_back, name="take_back"),
    path("forloeb/<str:number>/luk/", ending.close, name="close"),
]
