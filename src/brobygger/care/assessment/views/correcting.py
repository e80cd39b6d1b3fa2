"""The page where a complete assessment is corrected."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from brobygger.care.assessment import rules, selectors, services, words
from brobygger.care.assessment.access import WRITE
from brobygger.care.assessment.forms import CorrectionForm
from brobygger.care.assessment.views import attempt
from brobygger.ground.addresses import see_other
from brobygger.ground.once import once_key
from brobygger.records.pages import case_page, render_case
from brobygger.trust.pages import page


@page(WRITE, methods=("GET", "POST"))
def correct(request: HttpRequest, number: str, nr: int) -> HttpResponse:
    """Put a complete assessment right: the old one stays readable, and the page says who did it, when and why."""
    episode = case_page(request, number, WRITE)
    found = selectors.assessments(episode)
    shown = next((one for one in found if one.number == nr), None)
    if shown is None or shown.completed_at is None:
        raise Http404
    form = CorrectionForm(request.POST or None, initial=shown.fields)
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data.get(name) or "" for name in form.written_names}
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: services.correct(request.user, episode, nr, fields, reason=reason)):  # type: ignore[arg-type]
            messages.success(request, _("The assessment is corrected. The old one can still be read."))
            return see_other("assessment:assessment", number)
    areas = [
        (name, [(form[part], form[part + rules.NOT_RELEVANT]) for part in rules.PARTS_OF_AREA.get(area, (area,))])
        for area, name in words.area_names().items()
    ]
    context: dict[str, Any] = {"form": form, "areas": areas, "assessment": shown, "once": once_key()}
    status = 422 if form.errors else 200
    return render_case(
        request, "assessment/correct.html", episode, context, tab="assessment", status=status, after_closing=True
    )
