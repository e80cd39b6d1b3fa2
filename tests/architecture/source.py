"""The files of the project, as these tests look at them."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "brobygger"
NOT_OURS = {"node_modules", "vendor", ".venv", ".git", "var", "build", "dist", "__pycache__"}
HIDDEN = {".ci", ".gitignore", ".npmrc"}  # the hidden ones that are ours
TEXT = {
    ".py",
    ".html",
    ".css",
    ".js",
    ".mjs",
    ".md",
    ".toml",
    ".json",
    ".txt",
    ".in",
    ".sh",
    ".yml",
    ".yaml",
    ".typ",
}
TEXT |= {".po", ".svg", ".cfg", ""}


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project, without what is fetched, built or kept by it."""
    return tuple(sorted(_below(ROOT)))


def _below(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        hidden = path.name.startswith(".") and path.name not in HIDDEN
        if hidden or path.name in NOT_OURS or path.name.endswith(".egg-info"):
            continue
        if path.is_dir():
            yield from _below(path)
        elif path.suffix in TEXT:
            yield path


def named(path: Path) -> str:
    """A path as a failure tells it."""
    return path.relative_to(ROOT).as_posix()


def text(path: Path) -> str:
    """The content of a text file."""
    return path.read_text(encoding="utf-8")


@cache
def modules() -> tuple[Path, ...]:
    """The Python files of the software itself, without migrations."""
    return tuple(path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts)


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(text(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def public_functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """The functions and methods that others may call: no underscore, not inside another function."""
    stack: list[ast.AST] = [tree(path)]
    while stack:
        for node in ast.iter_child_nodes(stack.pop()):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                stack.append(node)
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
                yield node


def run_python(code: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run a piece of Python in a process of its own, with the settings that are really used."""
    inherited = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    known = {"DJANGO_SETTINGS_MODULE": "brobygger.web.settings", "PYTHONPATH": str(SOURCE.parent)}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**inherited, **known, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
