"""Django's handle on this app."""

from django.apps import AppConfig


class HouseConfig(AppConfig):
    """The house's own settings."""

    name = "brobygger.records.house"
    label = "house"

    def ready(self) -> None:
        """Stand above the standard file, ask before each job, and say what people are told of settings."""
        from brobygger.records.house import overlay, recomputing, words  # noqa: F401
        from brobygger.standard import loading
        from brobygger.trust import jobs, notices

        loading.stands_above(overlay.stands_above)
        jobs.before_each.append(overlay.ask_if_due)
        notices.WORDS.update(words.NOTICES)
        notices.PAGES.update({kind: "house:house" for kind in words.NOTICES if kind != "house-withdrawn"})
