"""The command `brobygger`. Only the commands that need Django import it: `standard` answers at once."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

# Commands of Django's kind, in management/commands/ of the floor that owns them, with arguments of their own.
OWN_COMMANDS = {
    "audit": "prove (verify) or continue (seal) the chain of the audit trail",
    "demo": "fill an empty database with the demo centre",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Return 0 when all is well, 1 when something does not hold, 2 for a wrong call."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        code = _answer(arguments)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # who read it has gone (`| head`); what is still in the buffer goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        from brobygger.ops import refusals

        words = refusals.in_a_sentence(error)
        if words is None:
            raise
        sys.stderr.write(f"brobygger: {words}\n")
        return 1


def _answer(arguments: list[str]) -> int:
    if arguments and (arguments[0] == "manage" or arguments[0] in OWN_COMMANDS):
        from brobygger.ops import commands

        rest = arguments[1:] if arguments[0] == "manage" else _using_its_standard(arguments)
        return commands.manage(rest)
    chosen = _parser().parse_args(arguments)
    _use(getattr(chosen, "standard", None))
    result: int = chosen.run(chosen)
    return result


def _using_its_standard(arguments: list[str]) -> list[str]:
    """The arguments of one of Django's commands without --standard, which is heeded before Django is set up."""
    taking = argparse.ArgumentParser(prog="brobygger", add_help=False, allow_abbrev=False)
    _add_standard_option(taking)
    chosen, rest = taking.parse_known_args(arguments)
    _use(chosen.standard)
    return rest


def _use(file: str | None) -> None:
    if file:
        from brobygger.standard import loading

        loading.use(file)


def _add_standard_option(parser: argparse.ArgumentParser) -> None:
    """The standard file that a command runs on, where it is not the one of BROBYGGER_STANDARD."""
    parser.add_argument(
        "--standard", metavar="FILE", help="run on this standard file (default: BROBYGGER_STANDARD, else the packaged)"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="brobygger", description="The software of a substance-use centre.")
    parser.add_argument("--version", action="version", version=_version())
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_standard(commands)
    setup = commands.add_parser("setup", help="make the database and the static files ready")
    setup.set_defaults(run=_setup)
    run = commands.add_parser("run", help="set up and serve, until Ctrl-C")
    run.add_argument("--demo", action="store_true", help="with the demo centre; who comes chooses a role")
    run.set_defaults(run=_run)
    migrate = commands.add_parser("migrate", help="bring the database's schema up to date, as its owner")
    migrate.set_defaults(run=_migrate)
    worker = commands.add_parser("worker", help="do the waiting jobs, until Ctrl-C")
    worker.set_defaults(run=_worker)
    for parser_of_one in (setup, run, migrate, worker):
        _add_standard_option(parser_of_one)
    for action, text in (
        ("backup", "write the database to a file"),
        ("restore", "read it into an empty one"),
    ):
        copying = commands.add_parser(action, help=text)
        copying.add_argument("file", metavar="FILE", type=Path)
        copying.set_defaults(run=_copy, action=action)
    _add_standard_option(copying)  # what is read in is brought up to date, deadlines and all; a backup is never refused
    commands.add_parser("manage", help="any command of Django: brobygger manage help")
    for name, text in OWN_COMMANDS.items():
        commands.add_parser(name, help=text)
    return parser


def _add_standard(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The commands over the standard file, and the one that compares it with what is stored."""
    from brobygger.standard import cli as standard_cli

    of_standard = standard_cli.register(commands)
    recompute = of_standard.add_parser("recompute", help="compute every stored deadline again")
    recompute.add_argument("--verify", action="store_true", help="change nothing; fail on a difference")
    _add_standard_option(recompute)
    recompute.set_defaults(run=_recompute)
    export = of_standard.add_parser("export-settings", help="write the file in use with what the house has set")
    export.add_argument("file", nargs="?", metavar="FILE", type=Path, help="where to (default: standard output)")
    export.add_argument("--on", metavar="DATE", help="as it holds on that day (default: today)")
    _add_standard_option(export)
    export.set_defaults(run=_export_settings)


def _version() -> str:
    try:
        return version("brobygger")
    except PackageNotFoundError:
        return "not installed"


def _setup(_chosen: argparse.Namespace) -> int:
    from brobygger.ops import commands

    return commands.setup()


def _run(chosen: argparse.Namespace) -> int:
    from brobygger.ops import running

    return running.run(demo=chosen.demo)


def _migrate(_chosen: argparse.Namespace) -> int:
    from brobygger.ops import commands

    return commands.migrate()


def _worker(_chosen: argparse.Namespace) -> int:
    from brobygger.ops import commands

    return commands.manage(["procrastinate", "worker"])


def _copy(chosen: argparse.Namespace) -> int:
    from brobygger.ops import backup

    return backup.run(chosen.action, chosen.file)


def _export_settings(chosen: argparse.Namespace) -> int:
    from brobygger.ops import commands

    return commands.export_settings(chosen.file, chosen.on)


def _recompute(chosen: argparse.Namespace) -> int:
    from brobygger.ops import commands

    return commands.recompute(verify=chosen.verify)
