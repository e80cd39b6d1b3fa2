"""What is logged: that something happened and where in the program, never what people told us."""

import copy
import logging
import re
import traceback
from types import TracebackType
from typing import Any

LEFT_OUT = "…"
LINE = "{asctime} {levelname} {name} {message}"
# What a library quotes of a request: a line, a header, a host. It can be anything that somebody typed.
_QUOTED = re.compile(r"""(?<!\w)b?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""", re.DOTALL)
_ADDRESS = re.compile(r"(https?://[^/?#\s]+)[/?#]\S*")


class QuietFormatter(logging.Formatter):
    """Writes what happened and where in the program, not what somebody typed: no address, no exception's own words."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, with what came in a request left out of it."""
        record = copy.copy(record)
        record.exc_text = None  # another handler may have kept the exception's own words there
        if record.name.startswith(("django.", "gunicorn.")):
            record.msg, record.args = _without_typed(record), None
        return super().format(record)

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


def _without_typed(record: logging.LogRecord) -> str:
    """A library's line about a request: the page's pattern for its address, and nothing quoted."""
    request = getattr(record, "request", None)
    arguments = record.args if isinstance(record.args, tuple) else ()
    kept = tuple(_kept(argument, request) if isinstance(argument, str) else argument for argument in arguments)
    text = _QUOTED.sub(LEFT_OUT, str(record.msg))
    try:
        return text % kept if kept else text
    except (TypeError, ValueError):
        return text


def _kept(argument: str, request: Any) -> str:
    """One part of such a line: the route of a page ("forloeb/<number>/"), a word of the library, else nothing."""
    if argument.startswith("/"):
        match = getattr(request, "resolver_match", None)
        return f"/{match.route}" if match else LEFT_OUT
    return _QUOTED.sub(LEFT_OUT, _ADDRESS.sub(r"\1", argument))


def configuration(*, debug: bool) -> dict[str, Any]:
    """Django's LOGGING: warnings and worse to standard error, where the service manager keeps them."""
    formatter = "logging.Formatter" if debug else "brobygger.web.logs.QuietFormatter"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": formatter, "format": LINE, "style": "{"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        # Django's own would mail the whole request to ADMINS.
        "loggers": {"django": {"handlers": [], "level": "WARNING", "propagate": True}},
    }
