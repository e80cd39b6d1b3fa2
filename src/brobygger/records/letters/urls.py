"""Addresses of the letters."""

from django.urls import path

from brobygger.records.letters import views

app_name = "letters"

urlpatterns = [
    path("forloeb/<str:number>/breve/", views.letters, name="letters"),
    path("forloeb/<str:number>/breve/<int:letter_id>/", views.letter, name="letter"),
    path("forloeb/<str:number>/breve/<int:letter_id>/brev.pdf", views.pdf, name="pdf"),
    path("forloeb/<str:number>/breve/<int:letter_id>/modtaget/", views.receipt, name="receipt"),
    path("forloeb/<str:number>/breve/<int:letter_id>/retur/", views.returned, name="returned"),
    path("forloeb/<str:number>/breve/<int:letter_id>/igen/", views.send_again, name="send_again"),
    path("breve/", views.outbox, name="outbox"),
    path("breve/<int:letter_id>/sendt/", views.posted, name="posted"),
]
