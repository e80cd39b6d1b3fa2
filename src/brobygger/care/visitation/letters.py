"""The words of the letters of this room, in Danish: a letter is in Danish whatever language a screen is in.

What the standard and the law fix is written here or taken from the standard file; what people write is marked.
"""

from dataclasses import dataclass
from datetime import date, time

from brobygger import standard
from brobygger.care.visitation import rules
from brobygger.care.visitation.granted import (
    before_start_words,
    enumerated,
    kind_words,
    of_line,
    weeks_words,
)
from brobygger.records.letters.rules import LetterText, Section, heading
from brobygger.records.letters.senders import Signature, full_stop, place_words, unit_phone
from brobygger.standard import Standard
from brobygger.standard.promised import GUARANTEE, allowed
from brobygger.standard.words import day_words, short_day_words


@dataclass(frozen=True)
class Sender:
    """Who writes, and how the citizen reaches them. `call` is the number with its choice, in words."""

    centre: str
    call: str
    address: str
    name: str
    title: str
    phone: str = ""


@dataclass(frozen=True)
class DecisionWords:
    """What the decision letter says of this one case. `decided_on` is printed as "i dag" when it is `written_on`.

    It is None while nobody has said whether the meeting made it or it is made today (`recorded_later`); `ruled_on` is
    the day of the ruling of Ankestyrelsen that the decision carries out; `payment_law` what the own payment rests on.
    """

    draft: rules.DecisionDraft
    first_name: str
    place: str
    decided_on: date | None
    written_on: date
    start_time: time | None = None
    recorded_later: bool = False
    replaces_on: date | None = None
    goes_on_from: tuple[date, ...] = ()
    goes_on: str = ""
    ruled_on: date | None = None
    sent_back: bool = False
    payment_law: str = ""


def sender(standard: Standard, unit_id: str, by: Signature) -> Sender:
    """The centre as it signs a letter, with the telephone choice of the unit that has the case."""
    centre = standard.municipality
    address = ", ".join(centre.complaints.lines())
    return Sender(centre.centre, unit_phone(unit_id), address, by.name, by.title, by.phone)


def decision(words: DecisionWords, by: Sender) -> LetterText:
    """The decision letter (KS 4.2; forvaltningsloven §§ 22, 24 and 25)."""
    draft = words.draft
    favourable = rules.fully_favourable(draft.outcome, draft.wish_met, draft.choice_limited)
    parts = [
        Section("", tuple(_opening(words, by))),
        *written("Derfor", draft.reasons),
        *written("Det har vi lagt vægt på", draft.facts),
        *_wish(draft),
        *([] if favourable else _heard(words)),
        *_payment(draft, words),
        *_choice(draft),
        Section("Loven", (f"Afgørelsen er truffet efter {draft.legal_basis}.",)),
        Section("Hvis du er uenig", tuple(guidance(draft.line, draft.on, by))),
    ]
    return _letter(_title(draft, words.goes_on), words.first_name, parts, by)


def _letter(title: str, first_name: str, parts: list[Section], by: Sender) -> LetterText:
    return LetterText(
        title=title,
        greeting=f"Kære {first_name}",
        sections=tuple(parts),
        sender=by.name,
        sender_title=by.title,
        sender_phone=by.phone,
    )


def _title(draft: rules.DecisionDraft, goes_on: str) -> str:
    if draft.outcome == rules.REFUSED:
        return heading("decision", "refused-beside" if goes_on else "refused")
    length = f" i {weeks_words(draft.weeks)}" if draft.weeks else ""
    return heading("decision", draft.outcome, what=f"{kind_words(draft.kind_of_treatment)}{length}")


def _decided(day: date | None, written_on: date) -> str:
    if day is None:
        return "har [vælg, hvilken dag det blev besluttet] besluttet"
    return "har i dag besluttet" if day == written_on else f"besluttede {_on(day, written_on)}"


def _on(day: date, written_on: date) -> str:
    return "i dag" if day == written_on else day_words(day, year=day.year != written_on.year).da


def _opening(words: DecisionWords, by: Sender) -> list[str]:
    """What was decided, and what happens now."""
    draft = words.draft
    who = f"{by.centre} {_decided(words.decided_on, words.written_on)}"
    found = []
    if words.ruled_on:
        ruled = day_words(words.ruled_on, year=True).da
        did = "sendt sagen tilbage til os" if words.sent_back else "afgjort din klage"
        found.append(f"Ankestyrelsen har {ruled} {did}. Derfor træffer vi en ny afgørelse.")
    if draft.outcome == rules.REFUSED and words.goes_on_from:
        found.append(f"{who}, at du ikke får den behandling, du nu har søgt om.")
        since = enumerated([_on(day, words.written_on) for day in words.goes_on_from])
        found.append(f"Det, vi bevilgede {since}, gælder stadig: {words.goes_on}.")
    elif draft.outcome == rules.REFUSED:
        found.append(f"{who}, at du ikke får den behandling, du har søgt om.")
    else:
        length = f" i {weeks_words(draft.weeks)}" if draft.weeks else ""
        decided = f"{who}, at du får {of_line(draft.kind_of_treatment, draft.line)}{length}."
        if draft.start_on:
            decided += f" {_start(draft.start_on, words, by)}"
        found.append(decided)
        if draft.also:
            found.append(f"Du får også {enumerated([kind_words(kind) for kind in draft.also])}.")
        found += before_start_words((draft.kind_of_treatment, *draft.also), draft.line)
    if rules.rests_on_what_is_known(draft):
        found.append(
            "Afdækningen af din situation er ikke færdig. Vi gør den færdig sammen med dig hurtigst muligt, efter at "
            "behandlingen er begyndt."
        )
    if words.recorded_later:
        found.append("Det blev besluttet på vores møde den dag. Vi har først skrevet det ned i dag.")
    if words.replaces_on:
        found.append(f"Afgørelsen træder i stedet for den, du fik {_on(words.replaces_on, words.written_on)}.")
    return found


def _start(start_on: date, words: DecisionWords, by: Sender) -> str:
    """When and where it begins; of an hour that nobody has set yet, how the citizen gets to know it.

    That it began is said only of a treatment whose start is registered.
    """
    draft = words.draft
    where = f" {place_words(words.place)}" if words.place else ""
    if not where and rules.is_at_home(draft.kind_of_treatment):
        where = " hjemme hos dig"
    past = start_on < words.written_on
    begun = past and draft.begun_on is not None and draft.begun_on <= start_on
    begins = "Du begyndte" if begun else "Du skulle begynde" if past else "Du begynder"
    hour = f" kl. {words.start_time.hour}.{words.start_time.minute:02d}" if words.start_time else ""
    told = full_stop(f"{begins} {day_words(start_on).da}{hour}{where}")
    if past and not begun:
        return f"{told} Er du ikke begyndt, så ring til os på {by.call}."
    asked = "" if hour or begun else f" Vi ringer til dig med tidspunktet. Du kan også ringe til os på {by.call}."
    return f"{told}{asked}"


def written(heading: str, text: str) -> list[Section]:
    """What somebody has written, under its heading; nothing when nothing was."""
    paragraphs = tuple(part.strip() for part in text.splitlines() if part.strip())
    return [Section(heading, paragraphs, written_here=True)] if paragraphs else []


def _filled(*paragraphs: str) -> tuple[str, ...]:
    """The paragraphs that hold words: an empty one would stand as a gap in the letter."""
    return tuple(part.strip() for part in paragraphs if part.strip())


def _wish(draft: rules.DecisionDraft) -> list[Section]:
    if draft.wish_met == rules.NO_WISH and not draft.wish.strip():
        return [Section("Dit eget ønske", ("Du har ikke haft noget bestemt ønske til behandlingen.",))]
    return written("Dit eget ønske", draft.wish)


HEARD = "Din mening, før vi traf afgørelsen"


def _heard(words: DecisionWords) -> list[Section]:
    """How the hearing was held, or why it was not (forvaltningsloven § 19)."""
    draft = words.draft
    if draft.hearing_kind in rules.NEEDS_REASON:
        start = (
            "Vi har ikke bedt dig om at udtale dig igen, før vi traf afgørelsen."
            if draft.hearing_kind == rules.NOT_OWED
            else "Du har haft mulighed for at udtale dig med det samme, før vi traf afgørelsen."
        )
        return [Section(HEARD, _filled(start, draft.hearing_reason), written_here=True)]
    if draft.hearing is None:
        return []
    by = short_day_words(draft.hearing.reply_by).da
    if draft.hearing.answered:
        return [Section(HEARD, ("Du har udtalt dig, før vi traf afgørelsen. Dit svar indgår i afgørelsen.",))]
    return [Section(HEARD, (f"Vi bad dig udtale dig senest {by}. Vi har ikke fået svar fra dig.",))]


def _payment(draft: rules.DecisionDraft, words: DecisionWords) -> list[Section]:
    """What the citizen pays, what the sum rests on, and by which rule (forvaltningsloven § 24; KS 6.5.6)."""
    if draft.own_payment is None or not rules.owes_own_payment(draft.line, draft.kind_of_treatment):
        return []
    made = f", som vi lavede sammen {day_words(draft.budget_on, year=True).da}" if draft.budget_on else ""
    how = f"Det er regnet ud af dit budget{made}, efter {words.payment_law or 'kommunens egne regler'}."
    if not draft.own_payment:
        return [Section("Betaling", (f"Du skal ikke selv betale noget for kost og logi. {how}",))]
    amount = f"{draft.own_payment:,}".replace(",", ".")
    return [
        Section("Det skal du selv betale", (f"Du skal selv betale {amount} kr. om måneden for kost og logi. {how}",))
    ]


def _choice(draft: rules.DecisionDraft) -> list[Section]:
    """The free choice of provider, or that it is limited and why (KS 3.6; § 101, stk. 5–7)."""
    if draft.outcome == rules.REFUSED:
        return []
    if draft.choice_limited:
        law = rules.limit_basis(draft.line, draft.on, draft.age)
        start = f"Af hensyn til dig kan du ikke vælge et andet behandlingssted, se {law}."
        return [Section("Du kan ikke vælge et andet sted", _filled(start, draft.choice_limit_reason), True)]
    words = standard.load().line(draft.line).free_choice.da
    law = rules.choice_basis(draft.line, draft.on, draft.age)
    within = allowed(f"{GUARANTEE}-{draft.line}", draft.on).da
    late = f"Vælger du et andet sted, kan det tage mere end {within}, før du begynder. Det står i {law}."
    return [Section("Du kan vælge et andet sted", (f"{words} {late}",))]


def guidance(line: str, on: date, by: Sender) -> list[str]:
    """The right guidance on appeals for the line (forvaltningsloven § 25; KS 5.8.1 and 5.8.2)."""
    if rules.appeal_guidance(line) == rules.TO_ANKESTYRELSEN:
        return [
            "Du kan klage over afgørelsen, skriftligt eller mundtligt. Vi skal have klagen inden "
            f"{allowed('appeal-period', on).da} fra den dag, du har fået brevet. Ring {by.call}, kom forbi, eller "
            f"skriv til {full_stop(by.address)}",
            f"Vi genvurderer afgørelsen inden {allowed('reassessment', on).da}. Fastholder vi den, sender vi klagen "
            "videre til Ankestyrelsen.",
        ]
    return [
        "Du kan ikke klage over denne afgørelse til en anden myndighed.",
        "Du kan klage til os over kommunens serviceniveau, over hvilke behandlingssteder og pladser der er, eller over "
        f"personalets optræden. Ring {by.call}, eller skriv til {full_stop(by.address)}",
    ]


def hearing(first_name: str, about: str, reply_by: date, by: Sender, law: str) -> LetterText:
    """The hearing: what weighs against the citizen, and until when they can answer (forvaltningsloven § 19)."""
    parts = [
        Section("", ("Vi er ved at træffe en afgørelse om din behandling. Før vi gør det, kan du sige din mening.",)),
        *written("Det taler imod dit ønske", about),
        Section(
            "Sådan gør du",
            (
                f"Svar os senest {day_words(reply_by).da}. Du kan ringe på {by.call}, komme forbi eller skrive til "
                f"{full_stop(by.address)}",
                "Hører vi ikke fra dig, træffer vi afgørelsen ud fra det, vi ved nu.",
            ),
        ),
        Section("Loven", (f"Du har ret til at udtale dig efter {law}.",)),
    ]
    return _letter(heading("hearing"), first_name, parts, by)


def upheld(first_name: str, decided_on: date | None, reasons: str, by: Sender, *, partly: bool = False) -> LetterText:
    """The answer to an appeal when we uphold (part of) the decision: reasons, and that it goes on (KS 5.8.1)."""
    which = f"over afgørelsen fra {day_words(decided_on, year=True).da}" if decided_on else "over behandlingsgarantien"
    kept = "fastholder vi en del af afgørelsen" if partly else "fastholder vi afgørelsen"
    if decided_on is None:
        kept = "kan vi ikke give dig ret"
    again = "afgørelsen" if decided_on else "forløbet"
    parts = [
        Section("", (f"Du har klaget {which}. Vi har genvurderet {again}. Efter det {kept}.",)),
        *written("Derfor", reasons),
        Section(
            "Det sker nu",
            (
                "Vi sender din klage videre til Ankestyrelsen sammen med papirerne i dit forløb. "
                "Ankestyrelsen afgør den og skriver til dig.",
            ),
        ),
    ]
    return _letter(heading("reassessment"), first_name, parts, by)


def conceded(first_name: str, promised: str, reasons: str, by: Sender) -> LetterText:
    """The answer when the citizen is right that treatment came too late, and what we do now (KS 5.8.1)."""
    parts = [
        Section("", (f"Du har klaget over, at din behandling ikke begyndte inden for {promised}. Du har ret.",)),
        *written("Det gør vi nu", reasons),
        Section("Har du spørgsmål", (f"Ring {by.call}, eller skriv til {full_stop(by.address)}",)),
    ]
    return _letter(heading("reassessment"), first_name, parts, by)


def too_late(first_name: str, on: date, reasons: str, by: Sender) -> LetterText:
    """The answer to an appeal after the time to appeal, which ran `on` a day, when no special reasons were found."""
    allowed_time = allowed("appeal-period", on).da
    parts = [
        Section("", (f"Vi har fået din klage. Den kom senere end {allowed_time} efter, at du fik afgørelsen.",)),
        *written("Vi har set på, om der er særlige grunde", reasons),
        Section("Det sker nu", ("Vi sender din klage videre til Ankestyrelsen, som skriver til dig.",)),
    ]
    return _letter(heading("reassessment"), first_name, parts, by)


@dataclass(frozen=True)
class Forwarded:
    """An appeal that goes on: of whom, how and when it came, its own words, and what is appealed after which law.

    `promised` is how soon treatment was to begin, where it is that which is appealed; `forwarded_by` the law by which
    it goes on.
    """

    whom: str
    received_on: date
    oral: bool
    text: str
    law: str
    promised: str
    forwarded_by: str
    decided_on: date | None = None
    outcome: str = ""
    late: bool = False
    representative: str = ""


PAPERS = "Papirerne i forløbet, samlet i én PDF"


def forwarding(appeal: Forwarded, reasons: str, by: Sender) -> LetterText:
    """The letter that takes an appeal on to Ankestyrelsen: citizen, law, decision, the appeal itself, what we found.

    The papers of the case go with it (KS 5.8.1; retssikkerhedsloven § 66).
    """
    came = f"Klagen kom til os {short_day_words(appeal.received_on, year=True).da}"
    allowed_time = allowed("appeal-period", appeal.decided_on or appeal.received_on).da
    came += f", senere end {allowed_time} efter, at borgeren fik afgørelsen." if appeal.late else "."
    speaks_for = f"Repræsentant: {appeal.representative}." if appeal.representative else ""
    parts = [
        Section("", (f"Vi sender hermed en klage til jer efter {appeal.forwarded_by}.", came)),
        Section("Hvem det handler om", _filled(f"{appeal.whom}.", speaks_for)),
        Section("Hvad der klages over", (_appealed(appeal),)),
        *written("Klagen, som den blev fortalt" if appeal.oral else "Klagen", appeal.text),
        *written("Vores genvurdering", reasons),
        Section(
            "Papirerne",
            (
                "Papirerne i forløbet er vedlagt: henvendelse, afdækning, indstilling, afgørelse, planer, notater og "
                "breve. De siger selv, hvad der ikke er med, og hvorfor.",
            ),
        ),
    ]
    return LetterText(
        title=heading("forwarding"),
        greeting="Til Ankestyrelsen",
        sections=tuple(parts),
        sender=by.name,
        sender_title=by.title,
        sender_phone=by.phone,
        enclosures=(PAPERS,),
    )


def _appealed(appeal: Forwarded) -> str:
    """What is appealed, with its day and its law."""
    if appeal.decided_on is None:
        return f"At behandlingen ikke begyndte inden for {appeal.promised} ({appeal.law})."
    day = short_day_words(appeal.decided_on, year=True).da
    return f"Afgørelsen af {day} efter {appeal.law}: {appeal.outcome}."


def outcome_words(outcome: str, given: str) -> str:
    """What a decision gave, in a few words for another authority."""
    if outcome == rules.REFUSED:
        return "afslag på behandling"
    return f"{given}, men ikke alt det, der var søgt om" if outcome == rules.PARTLY else given


def complaint_answer(first_name: str, received_on: date, answer: str, by: Sender) -> LetterText:
    """The answer to a complaint about service, offers, places or staff (KS 5.8.2)."""
    opening = f"Tak for din klage, som vi fik {day_words(received_on, year=True).da}."
    parts = [
        Section("", (opening,)),
        *written("Vores svar", answer),
        Section("Har du spørgsmål", (f"Ring {by.call}, eller skriv til {full_stop(by.address)}",)),
    ]
    return _letter(heading("complaint-answer"), first_name, parts, by)
