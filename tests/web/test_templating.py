"""Fixed words are translated when a template is compiled: the same page, in each language its own."""

import pytest
from django.template import engines
from django.utils import translation

SOURCE = '{{ _("My day") }}|{% trans %}Cases{% endtrans %}|{{ _("%(name)s’s case", name=who) }}|{{ language() }}'


@pytest.mark.parametrize(("language", "words"), [("da", "Min dag|Forløb|"), ("en", "My day|Cases|")])
def test_a_page_is_in_the_language_that_it_is_drawn_in(language: str, words: str) -> None:
    with translation.override(language):
        drawn = engines["jinja2"].from_string(SOURCE).render({"who": "Ida"})
    assert drawn.startswith(words)
    assert drawn.endswith(f"|{language}")


def test_what_is_drawn_in_no_language_is_danish() -> None:
    with translation.override(None):
        assert engines["jinja2"].from_string("{{ _('My day') }}").render({}) == "Min dag"


def test_words_with_variables_escape_what_people_wrote() -> None:
    with translation.override("da"):
        drawn = engines["jinja2"].from_string('{{ _("%(name)s’s case", name=who) }}').render({"who": "<b>"})
    assert "&lt;b&gt;" in drawn
    assert "<b>" not in drawn
