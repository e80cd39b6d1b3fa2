"""The instruments that the centre uses, and bringing in its own definition files."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from brobygger.care.assessment import selectors, services, words
from brobygger.care.assessment.access import CHANGE_LIBRARY, READ_LIBRARY
from brobygger.care.assessment.forms import UploadForm
from brobygger.care.assessment.instruments import DefinitionFault
from brobygger.care.assessment.services import AssessmentRefused
from brobygger.care.assessment.views import see_other, sent
from brobygger.trust import access, pages
from brobygger.trust.pages import page


@page(READ_LIBRARY, methods=("GET", "POST"))
def instruments(request: HttpRequest) -> HttpResponse:
    """Every instrument with its version, source and licence; the manager brings in the centre's own text."""
    form = UploadForm(sent(request), request.FILES or None)
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
    try:
        kept = services.upload(request.user, form.cleaned_data["file"])
    except DefinitionFault as fault:
        told = _("The file cannot be used. %(where)s: %(what)s") % {
            "where": fault.where or _("The whole file"),
            "what": words.fault(fault.code, fault.values),
        }
        form.add_error("file", told)
        return False
    except AssessmentRefused as refused:
        form.add_error("file", words.refused(refused.code))
        return False
    told = _("%(instrument)s is brought in, version %(version)s.") % {
        "instrument": kept.instrument,
        "version": kept.version,
    }
    messages.success(request, told)
    return True
