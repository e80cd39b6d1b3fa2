"""Addresses of this app."""

from django.urls import path

from brobygger.care.intake.views import citizen, concern, documentation, enrolment, inquiries, reading_back, same_person

app_name = "intake"

urlpatterns = [
    path("henvendelser/", inquiries.inquiries, name="inquiries"),
    path("henvendelser/ny/", inquiries.new, name="new"),
    path("henvendelser/<int:pk>/", inquiries.inquiry, name="inquiry"),
    path("henvendelser/<int:pk>/tag/", inquiries.take, name="take"),
    path("henvendelser/<int:pk>/tid/", inquiries.book, name="book"),
    path("henvendelser/<int:pk>/flyt/", inquiries.move, name="move"),
    path("henvendelser/<int:pk>/afslut/", inquiries.withdraw, name="withdraw"),
    path("henvendelser/<int:pk>/fortryd/", inquiries.take_back, name="take_back_end"),
    path("henvendelser/<int:pk>/forsoeg/", inquiries.try_talk, name="try_talk"),
    path("henvendelser/<int:pk>/laes/", reading_back.read_back, name="read_back"),
    path("henvendelser/<int:pk>/sted/", inquiries.provider, name="provider"),
    path("forloeb/<str:number>/indskrivning/", enrolment.enrol, name="enrol"),
    path("forloeb/<str:number>/orientering/", enrolment.notice, name="notice"),
    path("forloeb/<str:number>/orientering/send/", enrolment.send_notice, name="send_notice"),
    path("forloeb/<str:number>/oplyst/", documentation.documentation, name="documentation"),
    path("underretning/ny/", concern.from_contact, name="new_concern"),
    path("forloeb/<str:number>/underretning/", concern.concern, name="concern"),
    path("forloeb/<str:number>/borger/", citizen.citizen, name="citizen"),
    path("forloeb/<str:number>/borger/ret/", citizen.edit, name="edit_citizen"),
    path("forloeb/<str:number>/samme-borger/", same_person.same_person, name="same_person"),
    path("forloeb/<str:number>/borger/vis/", citizen.show, name="show_cpr"),
]
