"""Django's handle on this app."""

from django.apps import AppConfig


class GrantsConfig(AppConfig):
    """Grants: what a citizen has been granted and holds now, projected from the timeline."""

    name = "brobygger.records.grants"
    label = "grants"

    def ready(self) -> None:
        """Let the rows follow from every timeline and from who has the case; fetch a case with where it is treated."""
        from brobygger.records import pages
        from brobygger.records.episodes import following, projecting
        from brobygger.records.grants import projection, selectors

        for one in (projection.GRANTS, projection.CHOSEN):
            projecting.keeps(one)
            following.carries_keys(one.model)
        pages.fetch_along("chosen_elsewhere", selectors.is_chosen_elsewhere())
