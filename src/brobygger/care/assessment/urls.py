"""Addresses of this app."""

from django.urls import path

from brobygger.care.assessment.views import answering, assessing, conference, correcting, library, referring

app_name = "assessment"
CASE = "forloeb/<str:number>/"

urlpatterns = [
    path(CASE + "afdaekning/", assessing.assessment, name="assessment"),
    path(CASE + "afdaekning/skriv/", assessing.write, name="write"),
    path(CASE + "afdaekning/ny/", assessing.begin_again, name="begin_again"),
    path(CASE + "afdaekning/nr/<int:nr>/", assessing.earlier, name="earlier"),
    path(CASE + "afdaekning/nr/<int:nr>/ret/", correcting.correct, name="correct_assessment"),
    path(CASE + "afdaekning/skemaer/<slug:instrument>/", answering.instrument, name="instrument"),
    path(CASE + "afdaekning/skemaer/<slug:instrument>/udfyld/", answering.answer, name="answer"),
    path(CASE + "afdaekning/skemaer/<slug:instrument>/<int:pk>/", answering.answers, name="answers"),
    path(CASE + "afdaekning/skemaer/<slug:instrument>/<int:pk>/ret/", answering.correct, name="correct"),
    path(CASE + "henvisninger/", referring.referrals, name="referrals"),
    path(CASE + "henvisninger/intet-behov/", referring.no_need, name="no_need"),
    path(CASE + "henvisninger/<int:pk>/<slug:act>/", referring.act, name="referral_act"),
    path(CASE + "konference/", conference.put_on, name="put_on"),
    path("konference/", conference.agenda, name="conference"),
    path("konference/sag/<int:pk>/", conference.item, name="conference_item"),
    path("konference/sag/<int:pk>/tag-af/", conference.take_off, name="take_off"),
    path("skemaer/", library.instruments, name="library"),
]
