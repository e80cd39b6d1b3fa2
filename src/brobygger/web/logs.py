"""What is logged: that something happened and where in the program, never what people told us."""

import copy
import logging
import re
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any

LEFT_OUT = "…"
OURS = "brobygger"  # the folder of our own program
MOST_PLACES = 4
LINE = "{asctime} {levelname} {name} {message}"
# What a library quotes of a request: a line, a header, a host. It can be anything that somebody typed.
_QUOTED = re.compile(r"""(?<!\w)b?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""", re.DOTALL)
_ADDRESS = re.compile(r"(https?://[^/?#\s]+)[/?#]\S*")


class QuietFormatter(logging.Formatter):
    """Writes what happened and where in the program, not what somebody typed: no address, no exception's own words.

    One line each, a fault's too, with the number that the page told whoever met it (web.faults).
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line, with what came in a request left out of it."""
        record = copy.copy(record)
        record.exc_text = None  # another handler may have kept the exception's own words there
        fault = getattr(getattr(record, "request", None), "fault", "")
        if record.name.startswith(("django.", "gunicorn.")):
            record.msg, record.args = _without_typed(record), None
        line = super().format(record).replace("\n", " ")
        return f"{line} fault={fault}" if fault else line

    def formatException(  # noqa: N802 (the library's name)
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """The kinds of the exception and of those that led to it, each with where it was raised."""
        parts: list[str] = []
        error = ei[1]
        while error is not None:
            parts.append(f"{type(error).__module__}.{type(error).__qualname__} at {_where(error)}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return " after ".join(parts)


def _where(error: BaseException) -> str:
    """The last places of ours on the way to the fault, and the very last whoever's it is: "notes/views.py:12 keep"."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if OURS in Path(frame.filename).parts]
    shown = [*ours[-MOST_PLACES:], *([frames[-1]] if frames and frames[-1] not in ours else [])]
    return " > ".join(f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in shown) or "nowhere"


def _short(filename: str) -> str:
    parts = Path(filename).parts
    return "/".join(parts[parts.index(OURS) + 1 :] if OURS in parts else parts[-2:])


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
