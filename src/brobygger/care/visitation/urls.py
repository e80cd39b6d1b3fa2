"""Addresses of this room. No word in an address tells what the centre treats."""

from django.urls import path

from brobygger.care.visitation.views import appeals, case, decisions, meetings, providers, recommendations

app_name = "visitation"

CASE = "forloeb/<str:number>"

urlpatterns = [
    path(f"{CASE}/visitation/", case.visitation, name="visitation"),
    path(f"{CASE}/indstilling/", recommendations.recommend, name="recommend"),
    path(f"{CASE}/indstilling/kladde/", recommendations.keep, name="keep_recommendation"),
    path(f"{CASE}/indstilling/tilbage/", recommendations.withdraw, name="withdraw"),
    path(f"{CASE}/indstilling/moede/", recommendations.put_on_agenda, name="put_on_agenda"),
    path(f"{CASE}/spoergsmaal/<int:question_id>/", recommendations.answer, name="answer"),
    path(f"{CASE}/spoerg/", recommendations.ask, name="ask"),
    path(f"{CASE}/hoering/", case.hearing, name="hearing"),
    path(f"{CASE}/hoering/svar/", case.hearing_answer, name="hearing_answer"),
    path(f"{CASE}/valg-af-sted/", providers.provider, name="provider"),
    path(f"{CASE}/valg-af-sted/henvisning/", providers.referral, name="referral"),
    path(f"{CASE}/valg-af-sted/svar/", providers.answer, name="provider_answer"),
    path(f"{CASE}/afgoerelse/", decisions.decide, name="decide"),
    path(f"{CASE}/afgoerelse/brev/", decisions.preview, name="preview"),
    path(f"{CASE}/afgoerelse/ny/", decisions.again, name="decide_again"),
    path(f"{CASE}/afgoerelse/<int:decision_id>/", decisions.decision, name="decision"),
    path(f"{CASE}/klage/ny/", appeals.new_appeal, name="new_appeal"),
    path(f"{CASE}/klage/<int:appeal_id>/", appeals.appeal, name="appeal"),
    path(f"{CASE}/klage/<int:appeal_id>/sen/", appeals.late, name="appeal_late"),
    path(f"{CASE}/klage/<int:appeal_id>/fasthold/", appeals.uphold, name="appeal_uphold"),
    path(f"{CASE}/klage/<int:appeal_id>/medhold/", appeals.concede, name="appeal_concede"),
    path(f"{CASE}/klage/<int:appeal_id>/aendr/", appeals.change, name="appeal_change"),
    path(f"{CASE}/ankestyrelsen/", appeals.next_ruling, name="next_ruling"),
    path(f"{CASE}/klage/<int:appeal_id>/ankestyrelsen/", appeals.ruling, name="ruling"),
    path(f"{CASE}/klage/<int:appeal_id>/ny-afgoerelse/", appeals.carry_out, name="carry_out"),
    path(f"{CASE}/klage/<int:appeal_id>/tilbage/", appeals.withdraw, name="appeal_withdraw"),
    path(f"{CASE}/serviceklage/ny/", appeals.new_complaint, name="new_complaint"),
    path(f"{CASE}/serviceklage/<int:complaint_id>/", appeals.complaint, name="complaint"),
    path("moeder/", meetings.meetings, name="meetings"),
    path("moeder/nyt/", meetings.new, name="new_meeting"),
    path("moeder/<int:meeting_id>/", meetings.meeting, name="meeting"),
    path("moeder/<int:meeting_id>/aflys/", meetings.cancel, name="cancel_meeting"),
    path("moeder/<int:meeting_id>/<int:item_id>/flyt/", meetings.move, name="move_item"),
    path("moeder/<int:meeting_id>/til-stede/", meetings.attendance, name="attendance"),
    path("moeder/<int:meeting_id>/<int:item_id>/", decisions.agenda_item, name="agenda_item"),
    path("moeder/<int:meeting_id>/<int:item_id>/brev/", decisions.preview_item, name="preview_item"),
    path("til-afgoerelse/", meetings.waiting, name="waiting"),
    path("klager/", appeals.appeals, name="appeals"),
]
