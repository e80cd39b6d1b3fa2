"""Django's handle on this app."""

from collections.abc import Iterable

from django.apps import AppConfig


class EpisodesConfig(AppConfig):
    """Episodes: the timeline of events and the deadlines that follow from it."""

    name = "brobygger.records.episodes"
    label = "episodes"

    def ready(self) -> None:
        """Tell the audit trail's page what the cases are called; it knows no case by itself."""
        from brobygger.records.episodes import words_that_stand
        from brobygger.records.episodes.models import Episode
        from brobygger.trust import proof, subjects

        proof.also(words_that_stand.check)

        def find(typed: str) -> subjects.Subject | None:
            found = Episode.objects.filter(number=typed).values_list("person_id", "id").first()
            return subjects.Subject(*found) if found else None

        def names(ids: Iterable[int]) -> dict[int, str]:
            return dict(Episode.objects.filter(pk__in=list(ids)).values_list("id", "number"))

        subjects.register(find=find, names=names)
