"""The command line of the bench."""

import argparse
import json
import sys
from collections.abc import Sequence

LEAST, MOST = 300, 1_000_000
LONGEST = 60.0  # seconds in one round


def main(argv: Sequence[str] | None = None) -> int:
    """Run the bench. Return what `run` does."""
    parser = argparse.ArgumentParser(
        prog="python -m bench", description="Measure the pages that people wait for beside plain ones."
    )
    arguments(parser)
    return run(parser.parse_args(argv))


def arguments(parser: argparse.ArgumentParser) -> None:
    """What one can choose."""
    parser.add_argument("--people", type=int, default=1000, metavar="N", help="how large the demo is (usually 1000)")
    parser.add_argument(
        "--sizes", default="", metavar="N,N", help="several sizes, to show that no page grows with them"
    )
    parser.add_argument("--seconds", type=float, default=4.0, metavar="S", help="how long one round lasts (usually 4)")
    parser.add_argument(
        "--rounds", type=int, default=3, metavar="N", help="rounds of each page on each side (usually 3)"
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of the table")


def run(chosen: argparse.Namespace) -> int:
    """Measure and print. Return 0 when the bar is met, 1 when it is not or nothing was measured, 2 for a wrong call."""
    # Here, because every other command reads this file's arguments and shall answer at once.
    from bench.measuring import measure
    from bench.report import as_json, as_table, met
    from brobygger.web.configuration import var_directory

    try:
        sizes = [int(part) for part in chosen.sizes.split(",")] if chosen.sizes else [chosen.people]
    except ValueError:
        return _refuse("Sizes are numbers with commas between them: --sizes 1000,100000")
    if not all(LEAST <= size <= MOST for size in sizes):
        return _refuse(f"A demo to measure holds between {LEAST} and {MOST} people.")
    if not (0.2 <= chosen.seconds <= LONGEST and 1 <= chosen.rounds <= 20):
        return _refuse(f"A round lasts 0.2 to {LONGEST:.0f} seconds, and there are 1 to 20 rounds.")
    try:  # every fault that can be told in a sentence is a RuntimeError
        found = {size: measure(var_directory(), size, seconds=chosen.seconds, rounds=chosen.rounds) for size in sizes}
    except RuntimeError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write((json.dumps(as_json(found), indent=2) if chosen.json else as_table(found)) + "\n")
    return 0 if met(found) else 1


def _refuse(words: str) -> int:
    sys.stderr.write(words + "\n")
    return 2
