"""What stands before every page: whether the house has set something new."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from brobygger.records.house import overlay


class HouseSettings:
    """Asks, at most once in a few seconds, whether something was confirmed, so that a page is of one standard."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Ask, and pass the request on."""
        overlay.ask_if_due()
        return self.get_response(request)
