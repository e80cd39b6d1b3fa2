"""What is typed about the house: one form for one thing."""

from collections.abc import Mapping

from brobygger.records.house.forms.closings import ClosingForm
from brobygger.records.house.forms.common import SettingForm, TakeOutForm, tomorrow
from brobygger.records.house.forms.named import ConferenceForm, NamedForm, PhraseForm
from brobygger.records.house.forms.places import CentreForm, UnitForm
from brobygger.standard.settings import CLOSED_DAYS

FORMS: Mapping[str, type[SettingForm]] = {
    CLOSED_DAYS: ClosingForm,
    "units": UnitForm,
    "municipality": CentreForm,
    "partners": NamedForm,
    "conferences": ConferenceForm,
    "rooms": NamedForm,
    "themes": NamedForm,
    "phrases": PhraseForm,
}


__all__ = ["FORMS", "SettingForm", "TakeOutForm", "tomorrow"]
