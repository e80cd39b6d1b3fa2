"""The instruments that the centre uses, and bringing in its own definition files."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from brobygger.care.assessment import selectors, services, words
from brobygger.care.assessment.access import CHANGE_LIBRARY, READ_LIBRARY
from brobygger.care.assessment.forms import UploadForm
from brobygger.care.assessment.services import AssessmentRefused
from brobygger.care.assessment.views import attempt, form_data
from brobygger.ground.addresses import see_other
from brobygger.trust import access, pages
from brobygger.trust.pages import page


@page(READ_LIBRARY, methods=("GET", "POST"))
def instruments(request: HttpRequest) -> HttpResponse:
    """Every instrument with its version, source and licence; the manager brings in the centre's own text."""
    form = UploadForm(form_data(request), request.FILES or None)
    if request.method == "POST":
        access.require(request.user, CHANGE_LIBRARY)
        if form.is_valid() and _stored(request, form):
            return see_other("assessment:library")
    context = {
        "definitions": list(selectors.library().values()),
        "uploaded": selectors.uploaded(),
        "said": words.said,
        "form": form,
        "may_change": access.may(request.user, CHANGE_LIBRARY),
    }
    return pages.render(request, "assessment/library.html", context, status=422 if form.errors else 200)


def _stored(request: HttpRequest, form: UploadForm) -> bool:
    file = form.cleaned_data["file"]
    tried = attempt(form, lambda: services.upload(request.user, file), {AssessmentRefused: "file"})
    if not tried:
        return False
    kept = tried.done
    told = _("%(instrument)s is brought in, version %(version)s.") % {
        "instrument": kept.instrument,
        "version": kept.version,
    }
    messages.success(request, told)
    return True
