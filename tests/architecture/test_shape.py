"""Files stay short, functions shorter, and what others call says what it is."""

import ast
import re

from tests.architecture.source import ROOT, files, functions, modules, named, public_functions, text, tree

LONGEST_FILE, LONGEST_FUNCTION = 400, 50
CODE = {".py", ".html", ".css", ".js", ".mjs", ".sh"}
LEFT_OPEN = re.compile("|".join(["TO" + "DO", "FIX" + "ME", "X" + "XX", "NotImplemented" + "Error"]))
TALKERS = {"scripts", "commands"}  # a command's answer is what it prints


def test_no_file_is_over_400_lines() -> None:
    code = [path for path in files() if path.suffix in CODE and "migrations" not in path.parts]
    long = [f"{named(path)}: {text(path).count(chr(10))}" for path in code if text(path).count("\n") > LONGEST_FILE]
    assert not long, long


def test_no_function_is_over_50_lines() -> None:
    long = []
    for path in modules():
        for node in functions(path):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                long.append(f"{named(path)}: {node.name} has {lines}")
    assert not long, long


def test_public_functions_have_types_and_a_docstring() -> None:
    bare = []
    for path in modules():
        for node in public_functions(path):
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            untyped = [arg.arg for arg in arguments if arg.annotation is None and arg.arg not in {"self", "cls"}]
            overload = any(getattr(mark, "id", "") == "overload" for mark in node.decorator_list)
            if untyped or node.returns is None or not (overload or ast.get_docstring(node)):
                bare.append(f"{named(path)}:{node.lineno} {node.name}")
    assert not bare, bare


def test_nothing_is_printed_but_by_commands() -> None:
    loud = []
    for path in modules():
        if path.stem == "cli" or TALKERS & set(path.parts):
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"print", "breakpoint"}:
                loud.append(f"{named(path)}:{node.lineno}")
    assert not loud, loud


def test_nothing_is_left_open() -> None:
    parts = ("src", "tests", "scripts")
    code = [path for path in files() if path.relative_to(ROOT).parts[0] in parts and path.suffix in CODE]
    found = [
        f"{named(path)}:{number}"
        for path in code
        for number, line in enumerate(text(path).splitlines(), 1)
        if LEFT_OPEN.search(line)
    ]
    assert not found, found
