"""The floors hold: a floor imports only those below, rooms not each other, nothing goes in circles."""

from tests.architecture.source import run_python


def test_the_import_contracts_hold() -> None:
    done = run_python("from importlinter.cli import lint_imports_command; lint_imports_command(['--no-cache'])")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_standard_answers_without_django() -> None:
    probe = (
        "import sys; from brobygger.ops.cli import main; main(['standard', 'clocks', '--json']); "
        "sys.exit(any(name.split('.')[0] in {'django', 'psycopg'} for name in sys.modules))"
    )
    assert run_python(probe).returncode == 0, "the standard's command line imports Django or psycopg"
