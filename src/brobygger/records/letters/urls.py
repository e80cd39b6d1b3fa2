"""Addresses of the letters."""

from django.urls import path

from brobygger.records.letters import print_views, views

app_name = "letters"

urlpatterns = [
    path("forloeb/<str:number>/breve/", views.letters, name="letters"),
    path("forloeb/<str:number>/breve/<int:letter_id>/", views.letter, name="letter"),
    path("forloeb/<str:number>/breve/<int:letter_id>/brev.pdf", views.pdf, name="pdf"),
    path("forloeb/<str:number>/breve/<int:letter_id>/modtaget/", views.receipt, name="receipt"),
    path("forloeb/<str:number>/breve/<int:letter_id>/retur/", views.returned, name="returned"),
    path("forloeb/<str:number>/breve/<int:letter_id>/igen/", views.send_again, name="send_again"),
    path("forloeb/<str:number>/breve/<int:letter_id>/vis/", views.show, name="show"),
    path("forloeb/<str:number>/papirer/<int:papers_id>/send/", views.send_papers, name="send_papers"),
    path("breve/", print_views.outbox, name="outbox"),
    path("breve/udskriv/", print_views.print_day, name="print_day"),
    path("breve/sendt/", print_views.posted, name="posted"),
]
