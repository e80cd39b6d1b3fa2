"""The list of municipalities that a citizen's home is chosen from."""

from brobygger.records.people import municipalities


def test_every_municipality_stands_once_in_danish_order() -> None:
    listed = municipalities.choices()
    names = [name for _number, name in listed]
    assert len(listed) == len(set(names)) == 98
    assert all(len(number) == 4 and number.isdecimal() for number, _name in listed)
    assert names[0] == "Albertslund" and names[-4:] == ["Ærø", "Aabenraa", "Aalborg", "Aarhus"]


def test_a_number_with_and_without_its_zero_is_the_same() -> None:
    assert municipalities.named("316") == municipalities.named("0316") == "Holbæk"
    assert municipalities.named("411") == "0411"  # no municipality; what stands in the record is shown as it stands
    assert municipalities.named("") == ""
