"""Instruments as data: scores, what is refused, and definition files that are no good."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brobygger.care.assessment.instruments import AnswersRefused, DefinitionFault, packaged, read, score

AUDIT, DUDIT, WHO5 = (packaged()[name] for name in ("audit", "dudit", "who-5"))

SMALL = """
id = "small"
version = "1"
source = "Centret"
licence = "Centrets egen"
[title]
da = "Lille skema"
[scoring]
method = "sum"
[scales]
yes = [{ value = 0, da = "Nej" }, { value = 1, da = "Ja" }]
[[items]]
id = "a"
da = "Første"
scale = "yes"
[[items]]
id = "b"
da = "Andet"
scale = "yes"
[[limits]]
bands = [{ id = "low", from = 0, to = 1, da = "Lavt" }, { id = "high", from = 2, to = 2, da = "Højt" }]
"""


def highest(definition):
    return {item.id: max(item.values) for item in definition.items}


def lowest(definition):
    return {item.id: min(item.values) for item in definition.items}


def test_the_ends_of_the_three_scales():
    assert (score(AUDIT, lowest(AUDIT)).score, score(AUDIT, highest(AUDIT)).score) == (0, 40)
    assert (score(DUDIT, lowest(DUDIT)).score, score(DUDIT, highest(DUDIT)).score) == (0, 44)
    assert (score(WHO5, lowest(WHO5)).score, score(WHO5, highest(WHO5)).score) == (0, 100)


@pytest.mark.parametrize(
    ("total", "zone"), [(7, "zone-1"), (8, "zone-2"), (15, "zone-2"), (16, "zone-3"), (19, "zone-3"), (20, "zone-4")]
)
def test_the_zones_of_audit(total: int, zone: str):
    answers, left = {item.id: 0 for item in AUDIT.items}, total
    for item in AUDIT.items[:8]:
        answers[item.id] = min(4, left)
        left -= answers[item.id]
    result = score(AUDIT, answers)
    assert (result.score, result.band.code) == (total, zone)


@pytest.mark.parametrize(
    ("value", "item"), [(1, "9"), (3, "10"), (5, "1"), (-1, "1"), ("x", "2"), (True, "3"), (1.5, "4")]
)
def test_what_an_item_does_not_admit_is_refused(value: object, item: str):
    with pytest.raises(AnswersRefused) as refused:
        score(AUDIT, {**lowest(AUDIT), item: value})
    assert refused.value.faults == {item: "not-an-answer"}


def test_what_is_missing_and_what_is_unknown_is_named():
    with pytest.raises(AnswersRefused) as refused:
        score(WHO5, {"1": 3, "2": 3, "3": 3, "4": "", "6": 1})
    assert refused.value.faults == {"4": "missing", "5": "missing", "6": "not-an-answer"}


@pytest.mark.parametrize(("raw", "points", "band"), [(12, 48, "low"), (13, 52, "good")])
def test_the_two_rules_of_who_5_agree(raw: int, points: int, band: str):
    answers = {"1": min(raw, 5), "2": min(max(raw - 5, 0), 5), "3": max(raw - 10, 0), "4": 0, "5": 0}
    result = score(WHO5, answers)
    assert (result.raw, result.score, result.band.code) == (raw, points, band)


@pytest.mark.parametrize(("sex", "band"), [("M", "low"), ("F", "problem"), ("", "between")])
def test_the_limits_of_dudit_depend_on_sex(sex: str, band: str):
    result = score(DUDIT, {**lowest(DUDIT), "1": 3}, sex=sex)
    assert result.band.code == band
    assert result.calculation["limits_for"] == sex


@given(st.data())
def test_any_admitted_answers_add_up(data):
    definition = data.draw(st.sampled_from([AUDIT, DUDIT, WHO5]))
    answers = {item.id: data.draw(st.sampled_from(item.values)) for item in definition.items}
    result = score(definition, answers, sex=data.draw(st.sampled_from(["", "F", "M"])))
    assert result.raw == sum(answers.values())
    assert result.score == result.raw * definition.factor
    assert result.band is not None and result.band.low <= result.score <= result.band.high
    assert result.calculation["points"] == answers


def test_a_profile_has_no_total_and_may_leave_areas_out():
    result = score(packaged()["map-levels"], {"housing": "4", "mental": 2})
    assert result.score is None
    assert result.calculation["points"] == {"mental": 2, "housing": 4}
    with pytest.raises(AnswersRefused):
        score(packaged()["map-levels"], {})


def test_slots_have_no_questions():
    assert packaged()["tem"].is_slot
    assert packaged()["map-plan"].is_slot


def test_every_packaged_file_says_whose_it_is():
    for definition in packaged().values():
        assert definition.source and definition.title.da and definition.title.en
        assert definition.licence.da and definition.licence.en


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('id = "small"', 'id = "små bogstaver"', "id"),
        ('version = "1"', "version = 1", "version"),
        ('licence = "Centrets egen"', "", "licence"),
        ('method = "sum"', 'method = "mean"', "scoring.method"),
        ('scale = "yes"\n[[items]]', 'scale = "no"\n[[items]]', "item 1"),
        ('id = "b"', 'id = "a"', "items"),
        ("to = 2, da", "to = 3, da", "limits for everyone"),
        ("from = 2", "from = 1", "limits for everyone"),
        ("value = 1", 'value = "1"', "scales.yes value"),
        ('[[items]]\nid = "a"', "[[items]\n", ""),
        ('version = "1"', f'version = "{"1" * 61}"', "version"),
        ('version = "1"', f"version = {'9' * 6_000}", ""),
        ('version = "1"', f"version = {'[' * 20_000}", ""),
        ('version = "1"', 'version = "\\u0000"', "version"),
        ('version = "1"', 'version = "1"\nlines = 3', "lines"),
    ],
)
def test_a_file_that_is_no_good_is_refused_where_it_is_wrong(old: str, new: str, where: str):
    assert old in SMALL
    with pytest.raises(DefinitionFault) as fault:
        read(SMALL.replace(old, new, 1))
    assert fault.value.where == where


def test_a_good_file_of_the_centre():
    assert score(read(SMALL), {"a": "1", "b": "1"}).band.words.in_language("en") == "Højt"
