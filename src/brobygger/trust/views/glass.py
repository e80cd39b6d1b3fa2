"""Opening a case outside one's unit, and the manager's review of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from brobygger.ground.attempts import Attempts, simply
from brobygger.trust import access, audit, glass, pages
from brobygger.trust.forms import BreakGlassForm, ReviewForm
from brobygger.trust.models import BreakGlass
from brobygger.trust.rights import BREAK_GLASS, REVIEW_GLASS, SEE_TRUST
from brobygger.trust.selectors import glass_to_review

_SHOWN = 100


attempt = Attempts(
    {glass.Reviewed: simply(lambda _refused: _("Somebody has answered already. The first answer stands."))}
)


@pages.page(BREAK_GLASS, methods=["POST"])
def break_glass(request: HttpRequest) -> HttpResponse:
    """Open the case that the interruption page offered, once a reason is given."""
    form = BreakGlassForm(request.POST)
    content = glass.read_offer(request.POST.get("offer", ""), request.user)  # type: ignore[arg-type]
    if content is None:
        return pages.render(request, "trust/offer_gone.html", {}, status=422)
    if not form.is_valid():
        context = {
            "offer": glass.Offer(request.POST["offer"], content["number"], glass.hours()),
            "error": next(iter(form.errors.get("reason", [""]))),
            "reason": request.POST.get("reason", ""),
        }
        return pages.render(request, "trust/refused.html", context, status=422)
    glass.break_glass(request.user, content, form.cleaned_data["reason"])  # type: ignore[arg-type]
    onward = str(content["next"])
    return redirect(onward if url_has_allowed_host_and_scheme(onward, allowed_hosts=None) else "/")


@pages.page(SEE_TRUST)
def glass_list(request: HttpRequest) -> HttpResponse:
    """Show the cases opened outside their unit, those that wait for a review first."""
    found = glass_to_review(request.user).order_by("-opened_at")
    rows = list(found.filter(review=BreakGlass.Review.WAITING)[:_SHOWN])
    done = list(found.exclude(review=BreakGlass.Review.WAITING)[:_SHOWN])
    pages.listed(request, SEE_TRUST, [*rows, *done])
    return pages.render(request, "trust/glass.html", {"waiting": rows, "done": done})


@pages.page(REVIEW_GLASS, methods=["GET", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the manager say whether the case was rightly opened."""
    found = BreakGlass.objects.select_related("account", "reviewed_by")
    opened = pages.get_visible(request, found, REVIEW_GLASS, pk=pk)
    own = glass.is_own(request.user, opened)  # type: ignore[arg-type]
    done = opened.review != BreakGlass.Review.WAITING
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and (own or done or form.is_valid()):
        return _review(request, opened, form)
    context = {"opened": opened, "form": None if own or done else form, "own": own}
    return pages.render(request, "trust/review.html", context, status=422 if form.is_bound else 200)


def _review(request: HttpRequest, opened: BreakGlass, form: ReviewForm) -> HttpResponse:
    """Store the answer, or say that there is one."""
    answer = getattr(form, "cleaned_data", {})
    user: Any = request.user
    outcome, remark = answer.get("outcome", "accepted"), answer.get("remark", "")
    tried = attempt.tell(request, lambda: glass.review(user, opened, outcome, remark), _("The review is saved."))
    if not tried:
        audit.refused(access.Refused(REVIEW_GLASS, user, opened, reason="reviewed"))
    return redirect("trust:glass")
