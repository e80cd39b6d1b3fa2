"""Days in plain words, Danish and English: "mandag 10. april", "Senest i morgen"."""

from datetime import date

from brobygger.standard.text import Text

WEEKDAY_WORDS = (
    Text("mandag", "Monday"),
    Text("tirsdag", "Tuesday"),
    Text("onsdag", "Wednesday"),
    Text("torsdag", "Thursday"),
    Text("fredag", "Friday"),
    Text("lørdag", "Saturday"),
    Text("søndag", "Sunday"),
)
_MONTHS = (
    Text("januar", "January"),
    Text("februar", "February"),
    Text("marts", "March"),
    Text("april", "April"),
    Text("maj", "May"),
    Text("juni", "June"),
    Text("juli", "July"),
    Text("august", "August"),
    Text("september", "September"),
    Text("oktober", "October"),
    Text("november", "November"),
    Text("december", "December"),
)
_COUNTED = {
    "days": (Text("dag", "day"), Text("dage", "days")),
    "working-days": (Text("hverdag", "working day"), Text("hverdage", "working days")),
    "weeks": (Text("uge", "week"), Text("uger", "weeks")),
    "months": (Text("måned", "month"), Text("måneder", "months")),
}
_NEAR_DAYS = 14


def weekday_name(day: date) -> Text:
    """The weekday: "mandag", "Monday"."""
    return WEEKDAY_WORDS[day.weekday()]


def day_words(day: date, *, year: bool = False) -> Text:
    """The day with its weekday: "mandag 10. april", with ``year`` "mandag 10. april 2023"."""
    short = short_day_words(day, year=year)
    name = WEEKDAY_WORDS[day.weekday()]
    return Text(f"{name.da} {short.da}", f"{name.en} {short.en}")


def short_day_words(day: date, *, year: bool = False) -> Text:
    """The day without its weekday: "10. april", "10 April"."""
    month = _MONTHS[day.month - 1]
    end = f" {day.year}" if year else ""
    return Text(f"{day.day}. {month.da}{end}", f"{day.day} {month.en}{end}")


def amount_words(amount: float, unit: str) -> Text:
    """How long, in words: "14 dage", "1 måned", "halvdelen af forløbet"."""
    if unit == "fraction-of-weeks":
        if amount == 0.5:
            return Text("halvdelen af forløbet", "half of the course")
        share = f"{round(amount * 100)}"
        return Text(f"{share} % af forløbet", f"{share} % of the course")
    if unit == "date":
        return Text("den aftalte dag", "the agreed day")
    one, many = _COUNTED[unit]
    number = int(amount)
    word = one if number == 1 else many
    return Text(f"{number} {word.da}", f"{number} {word.en}")


def relative_words(day: date, as_of: date) -> Text:
    """How near a day is: "Senest i dag", "Senest i morgen", "Om 7 dage", "For 5 dage siden", else the date.

    Up to 14 days ahead are told in days; further away the date says more.
    """
    away = (day - as_of).days
    if away == 0:
        return Text("Senest i dag", "Today at the latest")
    if away == 1:
        return Text("Senest i morgen", "Tomorrow at the latest")
    if away == -1:
        return Text("I går", "Yesterday")
    if away < 0:
        return Text(f"For {-away} dage siden", f"{-away} days ago")
    if away <= _NEAR_DAYS:
        return Text(f"Om {away} dage", f"In {away} days")
    short = short_day_words(day, year=day.year != as_of.year)
    return Text(f"Senest {short.da}", f"By {short.en}")
