"""The schema's history: complete, one line for each app, and never rewritten by hand."""

from collections import Counter

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

OURS = sorted(config.label for config in apps.get_app_configs() if config.name.startswith("brobygger"))


@pytest.mark.django_db
def test_no_change_of_a_model_lacks_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=3)


@pytest.mark.parametrize("label", OURS)
def test_an_apps_migrations_are_one_line(label: str) -> None:
    graph = MigrationLoader(None).graph
    assert len(graph.leaf_nodes(label)) <= 1
    ours = [key for key in graph.nodes if key[0] == label]
    numbers = Counter(name.split("_")[0] for _label, name in ours)
    assert all(count == 1 for count in numbers.values()), sorted(ours)
