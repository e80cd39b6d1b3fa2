# ruff: noqa: E501 - what people say stands on its own line
"""What invented people say and write in the demo. Danish, for the record is Danish."""

from typing import Final

INQUIRIES: Final = {
    "drug": (
        "Ringede selv. Kokain i weekender gennem to år. Vil gerne stoppe.",
        "Hash hver dag siden ungdommen. Søvnen er dårlig, og arbejdet er i fare.",
        "Har brugt smertestillende medicin i fem år. Er bange for at trappe ned alene.",
        "Amfetamin flere gange om ugen. Kæresten har sat en grænse.",
        "Vil skære ned på benzodiazepiner. Egen læge har foreslået at henvende sig.",
        "Kommer selv ind fra gaden. Er træt af at leve sådan og vil prøve igen.",
    ),
    "alcohol": (
        "Ringede selv. Drikker hver aften og har gjort det siden skilsmissen.",
        "Kom i den åbne rådgivning. Vil gerne ned i forbrug før familiens ferie.",
        "Har drukket i perioder. Vil have hjælp, inden arbejdet går tabt.",
        "Henvendte sig efter en indlæggelse. Vil gerne være helt uden alkohol.",
        "Skrev på hjemmesiden. Er i tvivl om det er et misbrug, men vil tale med nogen.",
    ),
}
PROVIDERS: Final = ("Behandlingscenter Nordlys", "Ambulatoriet Strandgården", "Behandlingshuset Vest")
CHOSEN: Final = "Ønsker et sted tættere på arbejdet; tilbuddet er godkendt og af samme slags."
SITUATIONS: Final = (
    "Bor fast og passer sit arbejde. Har haft ét tilbagefald, som vi har talt igennem.",
    "Sover bedre og har fået kontakt til sin søster igen.",
    "Det går op og ned. Weekenderne er svære, men aftalerne bliver holdt.",
    "Har været uden rusmidler siden sidste samtale og er stolt af det.",
)
NOTES: Final = (
    (
        "talk",
        "Har ikke brugt siden torsdag. Sover dårligt og er bange for weekenden. Vi har talt om, hvem der kan ringes til.",
    ),
    ("talk", "Vi gennemgik ugens mål. To af tre er nået. Aftalt at prøve en ny vej hjem fra arbejde."),
    ("phone", "Ringede for at flytte tiden. Har fået vagt. Ny tid aftalt."),
    ("visit", "Besøg i hjemmet. Der er ryddet op, og posten er åbnet. Godt humør."),
    ("contact", "Talt med jobcentret om fremmøde efter samtykke. Praktikken fortsætter."),
    ("meeting", "Kort møde med sygeplejersken om søvn. Hun følger op på torsdag."),
)
OWN_WORDS: Final = (
    "Jeg kan godt holde op i en uge. Det er når jeg kommer hjem til den tomme lejlighed.",
    "Jeg vil være en far, mine børn kan regne med.",
    "Jeg vil sove om natten og have noget at stå op til.",
    "Jeg vil gerne ned i forbrug, men jeg tør ikke love at stoppe helt.",
)
HAND_OVERS: Final = (
    "Ny behandler efter aftale med borgeren.",
    "Overdraget, fordi behandleren går på barsel.",
    "Flyttet til en behandler med ledig tid. Borgeren er med på det.",
)
