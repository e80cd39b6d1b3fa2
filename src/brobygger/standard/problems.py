"""Faults in a standard file, each with its line and a sentence."""

from dataclasses import dataclass

from brobygger.standard.text import Text


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: the line it stands on (from 1), the place in the file, and what is wrong."""

    line: int
    place: str
    message: Text

    def __str__(self) -> str:
        return f"{self.line}: {self.message.da} / {self.message.en}"


class StandardFileError(Exception):
    """The file is no lawful standard; ``problems`` holds every fault, in the order of the lines."""

    def __init__(self, source: str, problems: list[Problem]) -> None:
        self.source = source
        self.problems = sorted(problems, key=lambda fault: (fault.line, fault.place, fault.message.en))
        super().__init__("\n".join(f"{source}:{problem}" for problem in self.problems))
