"""What a form says is wrong, in words that a person understands."""

import re
from datetime import date

import pytest
from django import forms
from django.utils import translation

from brobygger import standard
from brobygger.care.intake.forms.shared import check_birth_date
from brobygger.standard.laws import law_in


class Tried(forms.Form):
    """One field of each kind that our forms have."""

    number = forms.IntegerField(min_value=0, max_value=999)
    text = forms.CharField(max_length=5, min_length=2)
    choice = forms.TypedMultipleChoiceField(choices=[("a", "A")])


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("number", "-1", "Skriv 0 eller mere."),
        ("number", "1000", "Skriv 999 eller mindre."),
        ("number", "to", "Skriv et helt tal"),
        ("text", "a\x00b", "Teksten indeholder et usynligt tegn."),
        ("text", "x" * 8, "Skriv højst 5 tegn. Der er 8."),
        ("text", "x", "Skriv mindst 2 tegn. Der er 1."),
        ("choice", "b", "Vælg noget på listen."),
    ],
)
def test_a_form_says_what_to_write(field: str, typed: str, said: str) -> None:
    with translation.override("da"):
        form = Tried({"number": "1", "text": "abc", "choice": ["a"], field: [typed] if field == "choice" else typed})
        assert said in str(form.errors[field])


def test_a_birth_date_ahead_is_no_unreadable_date(on_day) -> None:
    on_day("2026-03-02")
    with translation.override("da"), pytest.raises(forms.ValidationError, match="Datoen ligger i fremtiden"):
        check_birth_date(date(2036, 4, 5))


def test_a_law_is_named_in_english_with_its_danish_name_after() -> None:
    law = "kvalitetsstandarden; sundhedsloven § 141, stk. 2, og § 142"
    assert law_in(law, "da") == law
    assert law_in(law, "en") == "the quality standard; the Health Act (sundhedsloven), section 141(2) and section 142"
    assert law_in("forvaltningsloven §§ 22–25", "en").endswith("(forvaltningsloven), sections 22–25")
    assert law_in("retssikkerhedsloven §§ 66 og 67", "en").endswith("(retssikkerhedsloven), sections 66 and 67")


def test_every_law_of_the_standard_is_told_in_english() -> None:
    rules = standard.load()
    laws = {rules.gift_cards.law} | {version.law for version in rules.clocks}
    for line in rules.lines:
        laws |= {line.law, line.appeal_law, line.free_choice_law}
    danish = re.compile(r"\b(og|af|stk|afsnit|planens|husets|efter|samt)\b|§")
    assert not [told for law in laws if danish.search(re.sub(r"\([^()]*\)", "", told := law_in(law, "en")))]
