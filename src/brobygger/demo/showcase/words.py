# ruff: noqa: E501 - what people say stands on its own line
"""The longer words of the showcase: what is written in its assessments, plans and recommendations."""

from datetime import date, timedelta
from typing import Any, Final

from brobygger.care.assessment.demo import ANOTHER_AREA
from brobygger.care.assessment.rules import parts
from brobygger.care.plans.services import NewGoal, NewPlan
from brobygger.demo import setting
from brobygger.demo.showcase.cast import Role
from brobygger.records.consents import partners

ASSESSMENT: Final = {
    "substances": "Bruger mest torsdag til søndag. Har haft pauser på to-tre uger, men falder i, når arbejdsugen slutter.",
    "social": "Taler med sin søster hver uge. De fleste venner er fra tiden med stoffer, og det gør weekenden svær.",
    "physical": "Sover fire-fem timer. Har tabt sig seks kilo. Ingen kendt sygdom.",
    "mental": "Urolig og trist om morgenen. Ingen tanker om at gøre skade på sig selv.",
    "work": "På arbejde på fuld tid. Chefen ved, at noget er galt, men ikke hvad.",
    "housing": "Egen lejlighed. Huslejen bliver betalt.",
    "other": "Skylder penge til en bekendt og er bange for at møde ham.",
    "anamnesis": "Begyndte som 19-årig. Et forløb for fem år siden gav halvandet år uden. Far drak; mor lever og hjælper til.",
    "own_words": "Jeg kan godt holde op i en uge. Det er når jeg kommer hjem til den tomme lejlighed, det går galt.",
    "own_goals": "At kunne holde en weekend uden, og at mine børn kan regne med mig.",
}
ALCOHOL: Final = {
    **ASSESSMENT,
    "substances": "Drikker en flaske vin de fleste aftener, mere i weekenden. Bruger ikke andet.",
    "social": "Ser sine voksne børn hver anden uge. Har holdt sig fra kortklubben, fordi alle kan lugte det.",
    "physical": "Forhøjet blodtryk. Ryster lidt om morgenen, ingen kramper.",
    "work": "Deltid i butik. To sygedage på en måned.",
    "anamnesis": "Begyndte at drikke alene efter et dødsfald. Har ikke været i behandling før.",
    "own_words": "Jeg vil kunne køre bil om aftenen, hvis nogen ringer efter mig.",
    "own_goals": "Fire dage om ugen uden, og at sove uden vin.",
}
YOUNG: Final = {
    **ASSESSMENT,
    "substances": "Hash de fleste dage, MDMA til fester cirka to gange om måneden.",
    "social": "Bor hos sin mor. To gode venner bruger ikke stoffer.",
    "work": "Gik ud af 2. g i efteråret. Vil gerne tilbage.",
    "housing": "Værelse hos sin mor.",
    "other": "Har et indbo, der står hos en tidligere kæreste.",
    "anamnesis": "Første hash som 15-årig. Har talt med skolens psykolog.",
    "own_words": "Jeg vil gerne kunne være sammen med folk uden at være skæv.",
    "own_goals": "At gå i skole og holde en måned uden.",
}
MEDICINE: Final = {
    **ASSESSMENT,
    "substances": "Medicin på recept og noget, der er købt. Aldrig alkohol til.",
    "social": "Har en ven fra arbejdet, som ved alt.",
    "physical": "Smerter i ryggen siden et fald. Sover halvt siddende.",
    "work": "Sygemeldt i fire måneder, i kontakt med jobcentret.",
    "anamnesis": "Fik medicinen efter en skade, og den blev aldrig trappet ud.",
    "own_words": "Jeg er mere bange for at stoppe end for at have ondt.",
    "own_goals": "At komme ned i dosis uden at miste fodfæstet.",
}


def assessment(role: Role) -> dict[str, str]:
    """What is written about one citizen, by what it is about."""
    written = _words_of(role)
    by_area = {
        setting.area(name) or name: text for name, text in written.items() if name in OUTSIDE or setting.area(name)
    }
    lacking = (part for part in parts(setting.areas()) if part not in by_area)
    return {**by_area, **dict.fromkeys(lacking, ANOTHER_AREA)}


def some(role: Role, *names: str) -> dict[str, str]:
    """A part of it, by the stories' own names."""
    written = assessment(role)
    return {key: written[key] for name in names if (key := setting.area(name) or name) in written}


def _words_of(role: Role) -> dict[str, str]:
    if role.age < YOUNG_UNTIL:
        return YOUNG
    if role.substance == "alcohol":
        return ALCOHOL
    return MEDICINE if role.substance in ("opioids", "benzodiazepines") else ASSESSMENT


YOUNG_UNTIL: Final = 25
OUTSIDE: Final = ("physical", "mental", "anamnesis", "own_words", "own_goals")  # boxes that are no area of the file
GOALS: Final = (
    ("talks", "", "Jeg kommer til min samtale hver tirsdag", "Fremmødet tælles hver måned", "Det er her, jeg får luft", "Tiden ligger efter arbejde"),
    ("weekend", "", "Tre weekender ud af fire uden", "Jeg skriver det i kalenderen", "Børnene er hos mig i weekenden", "Har klaret to weekender i træk før"),
    ("sister", "weekend", "Jeg ringer til min søster fredag kl. 18", "Vi taler om det næste gang", "Hun har selv tilbudt det", "Hun kender til forløbet"),
    ("sleep", "", "Jeg sover mindst seks timer", "Søvnskema i to uger ad gangen", "Jeg er træt af at være træt", "Sygeplejersken hjælper med skemaet"),
)  # fmt: skip


# What the middle goal is about, where it is not about weekends.
OTHER_GOALS: Final = {
    "alcohol": (
        "Fire dage om ugen uden",
        "Kryds i kalenderen på køleskabet",
        "Jeg vil kunne køre bil om aftenen",
        "Har klaret tre",
    ),
    "medicine": (
        "Jeg går en tiendedel ned hver måned",
        "Lægens recept viser det",
        "Jeg vil mærke mig selv igen",
        "Tempoet kan sættes ned",
    ),
}


def _goals(role: Role, day: date) -> tuple[NewGoal, ...]:
    kind = "alcohol" if role.substance == "alcohol" else "medicine"
    own = OTHER_GOALS[kind] if role.substance in ("alcohol", "opioids", "benzodiazepines") else None
    found = []
    for order, (key, parent, *smart) in enumerate(GOALS):
        specific, measurable, accepted, realistic = own if own and key == "weekend" else smart
        due_on = day + timedelta(weeks=8 + 3 * order)
        found.append(NewGoal(key, specific, measurable, accepted, realistic, due_on, parent))
    return tuple(found)


def plan(role: Role, day: date, **other: Any) -> NewPlan:
    """A plan as it is agreed on a day, in the words of who it is for."""
    known: dict[str, Any] = {
        "aim_kind": "stop",
        "aim": "At leve uden stoffer og være en, andre kan regne med.",
        "own_words": assessment(role)["own_words"],
        "effort": "Samtaler hver uge om trang, vaner og det, der betyder noget. NADA om torsdagen.",
        "duration_weeks": 26,
        "services": "Samtale hver tirsdag kl. 16, NADA torsdag, telefon efter aftale.",
        "methods": "Kognitiv samtale, MAP og øreakupunktur.",
        "partners": (partners.own_doctor(),),
        "partner_work": "Lægen følger søvnen.",
        "family": "Søsteren er den nærmeste. Mor ved det også.",
        "family_involvement": "informed",
        "family_agreement": "Søsteren inviteres til en samtale om to måneder.",
        "housing": "Egen lejlighed.",
        "employment": "I arbejde. Chefen får besked, når borgeren selv vil.",
        "evaluation_weeks": 12,
        "agreed_how": "in-talk",
        "goals": _goals(role, day),
    }
    return NewPlan(**{**known, **other})


def typed_plan(day: date) -> dict[str, list[str]]:
    """A plan as it stands half typed in the form."""
    goal = {
        "specific": "Jeg ryger ikke før kl. 20",
        "measurable": "Jeg sætter kryds i kalenderen",
        "accepted": "Så kan jeg hjælpe min datter med lektierne",
        "realistic": "",
        "due_on": (day + timedelta(weeks=8)).isoformat(),
    }
    typed = {
        "aim_kind": ["reduce"],
        "aim": ["At skære ned, så aftenerne med min datter er klare, og at blive klar til at gå i praktik."],
        "own_words": ["Jeg vil kunne huske, hvad hun fortalte mig i går."],
        "effort": ["Samtale hver uge. Søvn først, så hashen."],
        "duration_weeks": ["20"],
        "services": ["Samtale hver onsdag"],
        "family": ["Datteren på 11 år bor hjemme. Hendes far hjælper hver anden weekend."],
        "goal": ["g1"],
        "goal-g1-parent": [""],
        "evaluation_weeks": ["8"],
    }
    return typed | {f"goal-g1-{part}": [text] for part, text in goal.items()}
