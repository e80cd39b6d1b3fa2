"""What the commands over the standard say: a line, JSON, or one sentence of what is wrong."""

import json
import os
import sys

FAULTS, UNUSABLE = 1, 2


def as_json(value: object) -> str:
    """A value as JSON to read."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def print_line(line: str) -> None:
    """Write a line; a reader that has gone (``| head``) ends the command without a word."""
    try:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    except UnicodeEncodeError:
        sys.stdout.write(line.encode("ascii", "replace").decode("ascii") + "\n")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None


def refuse(message: str) -> int:
    """Say in one line why what was given cannot be used; the exit code for that."""
    sys.stderr.write(f"brobygger standard: {' '.join(message.split())}\n")
    return UNUSABLE
