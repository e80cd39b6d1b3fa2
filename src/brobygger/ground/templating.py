"""Jinja2 for Django with an environment for each language, where fixed words are translated when a page is compiled.

A page says some hundreds of fixed words. Looked up each time, they cost more than the rest of the page; so
`{{ _("Save") }}` becomes the words themselves in each language's own compiled template. Words with variables
(`_("%(n)s cases", n=…)`) are looked up when the page is drawn, as everywhere.
"""

from collections.abc import MutableMapping
from typing import Any, cast

from django.conf import settings
from django.template import engines
from django.template.backends import jinja2 as of_django
from django.utils import translation
from jinja2 import Environment, Template, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup


class LanguageEnvironment(Environment):
    """An environment whose templates are in one language."""

    language = settings.LANGUAGE_CODE

    def in_language(self, language: str) -> "LanguageEnvironment":
        """The same environment for another language, with compiled templates and global names of its own."""
        other = self.overlay()
        other.language = language
        other.globals = {**self.globals, "language": lambda: language}
        return other

    def make_globals(self, d: "MutableMapping[str, Any] | None") -> "MutableMapping[str, Any]":
        """The global names of a template: ours do not change, and a plain table is found in quicker than a chain."""
        return {**self.globals, **(d or {})}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        parsed = super()._parse(source, name, filename)
        return cast(nodes.Template, _FixedWords(self.language).visit(parsed))


def template_in(language: str, name: str) -> Template:
    """A template of ours for one language, for what is drawn outside a page."""
    engine: Any = engines["jinja2"]
    environment: Environment = engine.envs[language]
    return environment.get_template(name)


class _FixedWords(NodeTransformer):
    """Puts the translation in the place of every `_("…")` without variables."""

    def __init__(self, language: str) -> None:
        self.language = language

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 (the name that jinja2 looks for)
        self.generic_visit(node)
        named = isinstance(node.node, nodes.Name) and node.node.name in ("_", "gettext")
        if not named or node.kwargs or node.dyn_args or node.dyn_kwargs or len(node.args) != 1:
            return node
        text = node.args[0]
        if not isinstance(text, nodes.Const) or not isinstance(text.value, str):
            return node
        with translation.override(self.language):
            # What jinja2.ext.i18n does on every drawing: a translation is safe text, and a format string.
            words = Markup(translation.gettext(text.value)) % {}  # noqa: S704
        return nodes.Const(words, lineno=node.lineno, environment=node.environment)


class Jinja2(of_django.Jinja2):
    """Django's backend, which draws with the environment of the language that the page is in."""

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.envs = {code: self._env.in_language(code) for code, _name in settings.LANGUAGES}

    @property  # type: ignore[override]
    def env(self) -> LanguageEnvironment:
        """The environment of the present language."""
        return self.envs.get(translation.get_language() or "") or self._env

    @env.setter
    def env(self, made: LanguageEnvironment) -> None:
        """Take what Django's backend has made, from which the languages' own are made."""
        self._env = made
        self.envs = {}
