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
AFTERWARDS: Final = (
    "Det går godt. Går i frivilligcentret en gang om ugen.",
    "Har haft en svær periode, men ringede selv. Ønsker ikke mere lige nu.",
    "Er i arbejde og bruger det, der blev aftalt i planen.",
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
AREAS: Final = {
    "substances": ("Dagligt forbrug gennem flere år, mest om aftenen.", "Periodisk forbrug i weekender, ofte sammen med andre."),
    "social": ("Bor alene, har kontakt til en søster og en kollega.", "Samlevende; ægtefællen er opbakkende og træt."),
    "health": ("Sover dårligt. Ingen kendt somatisk sygdom.", "Angst i perioder; har talt med egen læge om det."),
    "work": ("I arbejde på fuld tid, arbejdsgiveren kender til det.", "Sygemeldt siden foråret, i kontakt med jobcentret."),
    "housing": ("Egen lejlighed, huslejen betales.", "Lejer et værelse; søger noget mere fast."),
    "other": ("Ingen andre forhold af betydning.", "Har gæld, som fylder; ønsker hjælp til et overblik."),
}  # fmt: skip
# An area that the stories do not know by name.
ANOTHER_AREA: Final = "Talt igennem. Det fungerer i hverdagen."
ANAMNESIS: Final = (
    "Første brug som 16-årig. Tidligere ambulant forløb for fire år siden med god virkning i et år.",
    "Begyndte efter en arbejdsulykke. Har ikke været i behandling før.",
)
AIMS: Final = (
    ("stop", "At leve uden rusmidler og holde fast i arbejdet."),
    ("reduce", "At skære ned til weekender og få ro på hverdagen."),
    ("harm-reduction", "At mindske skaderne og have faste aftaler i ugen."),
)
GOALS: Final = (
    ("At komme til alle aftalte samtaler", "Fremmøde tælles hver måned", "Borgeren har selv foreslået det", "Tiderne ligger efter arbejde"),
    ("At have tre dage om ugen uden", "Skrives i kalenderen", "Borgeren vil gerne", "Har klaret to dage før"),
    ("At sove mindst seks timer", "Søvnskema i to uger ad gangen", "Aftalt i samtalen", "Sygeplejersken hjælper"),
)  # fmt: skip
HAND_OVERS: Final = (
    "Ny behandler efter aftale med borgeren.",
    "Overdraget, fordi behandleren går på barsel.",
    "Flyttet til en behandler med ledig tid. Borgeren er med på det.",
)
CONCERNS: Final = (
    (
        "Dreng på 8 år",
        "Drengen har været alene hjemme om natten to gange i denne måned.",
        "Far siger, at han godt ved, det ikke går.",
    ),
    (
        "Pige på 13 år",
        "Pigen lægger selv sin lillebror i seng de fleste aftener.",
        "Mor bad selv om hjælp til børnene.",
    ),
)
APPEALS: Final = (
    "Jeg synes ikke, I har set på, hvordan det går derhjemme. Jeg vil gerne have behandling.",
    "Rådgivning har jeg prøvet. Det hjalp ikke.",
)
UPHELD: Final = "Der er ikke kommet nye oplysninger, som ændrer vurderingen. Der er lagt vægt på afdækningen."
RULED: Final = "Ankestyrelsen stadfæster kommunens afgørelse. Der er lagt vægt på afdækningen."
COMPLAINTS: Final = (
    (
        "Jeg havde håbet på dagbehandling og synes, der er for få pladser.",
        "Tak for din klage. Vi har talt den igennem og ringer til dig om de muligheder, der er.",
    ),
)
MEETINGS: Final = (
    "Praktikken fortsætter med 15 timer om ugen. Vi mødes igen om tre måneder.",
    "Enige om én fælles plan, så borgeren ikke skal holde styr på tre.",
)
REVIEWED: Final = "Planen er gennemgået sammen og holder. Målene er stadig de rigtige."
REFERRALS: Final = "Ønsker hjælp til søvn og abstinenser. Tager ingen fast medicin."
