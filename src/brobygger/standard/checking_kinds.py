"""What must hold of the kinds of treatment, so that a decision can grant them and its letter can say so."""

from string import Formatter

from brobygger.standard.checking_base import Checker
from brobygger.standard.source_lines import Path


class KindCheck(Checker):
    """The checks of the kinds of treatment that a decision can grant."""

    def run(self) -> None:
        """Write down every fault."""
        for index, kind in enumerate(self.standard.kinds_of_treatment):
            path: Path = ("kinds_of_treatment", index)
            self._words(path, kind.of_line)
            lines = {line.id for line in self.standard.lines}
            self.known(path, "own_payment_on", kind.own_payment_on, lines, "linje", "line")
            self._own_payment(path, kind.own_payment_on, kind.elsewhere)
            if kind.elsewhere and kind.at_home:
                self.fault(
                    (*path, "at_home"),
                    f"'{kind.id}' kan ikke både være hos et andet sted og hjemme hos borgeren.",
                    f"'{kind.id}' cannot be both elsewhere and in the citizen's home.",
                )
        if not any(kind.meanwhile for kind in self.standard.kinds_of_treatment):
            self.fault(
                ("kinds_of_treatment",),
                "Ingen behandlingsform har 'meanwhile = true': intet kan begynde, mens der ventes på det, der er "
                "bevilget, eller igen efter et tilbagefald.",
                "No kind of treatment has 'meanwhile = true': nothing can begin while what was granted is waited for, "
                "or again after a relapse.",
            )

    def _words(self, path: Path, words: str) -> None:
        try:
            named = {name for _text, name, _format, _conversion in Formatter().parse(words) if name is not None}
        except ValueError:
            named = {""}
        if words and not named <= {"line"}:
            self.fault(
                (*path, "of_line"),
                "'of_line' må kun have {line} i krøllede parenteser.",
                "'of_line' may have nothing but {line} in braces.",
            )

    def _own_payment(self, path: Path, lines: tuple[str, ...], elsewhere: bool) -> None:
        """Board and lodging is what is paid for, and the page asks for it with the stay."""
        if lines and not elsewhere:
            self.fault(
                (*path, "own_payment_on"),
                "Egenbetaling er for kost og logi: 'own_payment_on' hører til en form med 'elsewhere = true'.",
                "Own payment is for board and lodging: 'own_payment_on' belongs to a kind with 'elsewhere = true'.",
            )
        for line in self.standard.lines:
            if line.id in lines and not line.own_payment_law:
                self.fault(
                    (*path, "own_payment_on"),
                    f"Linjen '{line.id}' siger ikke, efter hvilken regel der betales ('own_payment_law').",
                    f"The line '{line.id}' does not say by which rule one pays ('own_payment_law').",
                )
