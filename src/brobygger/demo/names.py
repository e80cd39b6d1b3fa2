"""Names for invented people. Any likeness to somebody is chance: first and last names are drawn apart."""

WOMEN = (
    "Anne", "Kirsten", "Mette", "Hanne", "Anna", "Helle", "Susanne", "Lene", "Marianne", "Maria", "Camilla",
    "Charlotte", "Lone", "Pia", "Tina", "Gitte", "Louise", "Bente", "Jette", "Inge", "Karen", "Ida", "Emma",
    "Sofie", "Freja", "Laura", "Mathilde", "Julie", "Rikke", "Dorte", "Karina", "Heidi", "Sanne", "Line",
    "Stine", "Nanna", "Signe", "Cecilie", "Amalie", "Birgit", "Aicha", "Fatima", "Zeynep", "Agnieszka",
)  # fmt: skip
MEN = (
    "Peter", "Jens", "Lars", "Michael", "Henrik", "Thomas", "Søren", "Jan", "Niels", "Christian", "Martin",
    "Jørgen", "Hans", "Anders", "Morten", "Jesper", "Ole", "Per", "Mads", "Erik", "Kim", "Rasmus", "Bo",
    "Brian", "Carsten", "Claus", "Flemming", "Frank", "Jacob", "Kasper", "Kenneth", "Mikkel", "Nikolaj",
    "Oliver", "Poul", "René", "Simon", "Steen", "Tommy", "Ulrik", "Emil", "Lucas", "Ahmad", "Mehmet", "Piotr",
)  # fmt: skip
LAST = (
    "Aagaard", "Abildtrup", "Bang", "Bech", "Bisgaard", "Bjerre", "Brandt", "Buch", "Dahl", "Dam", "Eskildsen",
    "Fabricius", "Friis", "Gravesen", "Hald", "Hedegaard", "Hjorth", "Holst", "Iversen", "Jespersen", "Juhl",
    "Kjærgaard", "Kofoed", "Krogh", "Lund", "Lyng", "Madsen", "Mikkelsen", "Mortensen", "Munk", "Nørgaard",
    "Olesen", "Palle", "Poulsen", "Ravn", "Riis", "Schou", "Skov", "Storm", "Svendsen", "Søndergaard",
    "Thomsen", "Toft", "Vestergaard", "Villadsen", "Winther", "Yilmaz", "Østergaard", "Kowalski", "Hassan",
)  # fmt: skip
ALIASES = (
    "Anker",
    "Birk",
    "Havørn",
    "Kaptajnen",
    "Linde",
    "Lærke",
    "Maj",
    "Måne",
    "Nord",
    "Pil",
    "Regn",
    "Sol",
    "Svale",
    "Vind",
)
STREETS = (
    "Absalonsgade", "Bredegade", "Jernbanegade", "Klostergade", "Kalundborgvej", "Løvegade", "Nygade", "Rosengade",
    "Sct. Mikkels Gade", "Skovsøgade", "Smedegade", "Havnegade", "Algade", "Adelgade", "Vestergade",
)  # fmt: skip
# Around a centre, by its postal code; elsewhere everybody lives in the centre's own town.
TOWNS_AROUND = {
    "4200": (
        ("4200", "Slagelse"), ("4200", "Slagelse"), ("4200", "Slagelse"), ("4220", "Korsør"), ("4230", "Skælskør"),
        ("4241", "Vemmelev"), ("4261", "Dalmose"), ("4270", "Høng"),
    ),
}  # fmt: skip
DOCTORS = ("Lægehuset Nytorv", "Lægerne Havnegade", "Lægeklinikken Bredegade")
DOCTORS_AROUND = {"4200": ("Lægehuset Korsør", "Skælskør Lægehus")}
# The showcase's people: nobody in the bulk is called the same.
KEPT = frozenset(
    [
        "Susanne Bang", "Bo Kjærgaard", "Henrik Dam", "Anders Poulsen", "Rasmus Toft", "Peter Storm", "Jette Krogh",
        "Line Dahl", "Kirsten Bech", "Karina Holst", "Jens Aagaard", "Claus Hjorth", "Michael Skov", "Piotr Kowalski",
        "Lars Mikkelsen", "Emma Lyng", "Nanna Iversen", "Tina Ravn", "Søren Lyng", "Heidi Munk", "Ole Brandt",
        "Lucas Friis", "Freja Hald", "Tommy Riis", "Vibeke Juul", "Morten Bisgaard", "Ulla Thygesen", "Gitte Munk",
        "Bjarne Lauridsen", "Troels Ager", "Kaj Overgaard",
    ]
)  # fmt: skip
