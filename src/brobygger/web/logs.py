"""What is logged: that something happened and where in the program, never what people told us."""

import logging
import traceback
from types import TracebackType
from typing import Any


class QuietFormatter(logging.Formatter):
    """Writes an exception's place and kind but not its text, which often quotes what somebody typed."""

    def formatException(  # noqa: N802 (the library's name)
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """The frames and the kind of the exception, and of those that led to it."""
        lines: list[str] = []
        error = ei[1]
        while error is not None:
            frames = "".join(traceback.format_tb(error.__traceback__))
            lines.insert(0, f"{frames}{type(error).__module__}.{type(error).__qualname__}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\nwhich led to\n".join(lines)


def configuration(*, debug: bool) -> dict[str, Any]:
    """Django's LOGGING: warnings and worse to standard error, where the service manager keeps them."""
    formatter = "logging.Formatter" if debug else "brobygger.web.logs.QuietFormatter"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": formatter, "format": "{asctime} {levelname} {name} {message}", "style": "{"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        # Django's own would mail the whole request to ADMINS.
        "loggers": {"django": {"handlers": [], "level": "WARNING", "propagate": True}},
    }
