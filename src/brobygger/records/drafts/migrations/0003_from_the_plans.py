import json

from django.db import migrations

KEPT = ('version', 'editor', 'written_by_id')


def take_over(apps, schema_editor):
    """What was typed in the forms of the plans, each locked anew in the row that it gets here."""
    drafts = apps.get_model('drafts', 'Draft').objects
    for old in apps.get_model('plans', 'Draft').objects.order_by('id').iterator():
        fields = {name: [str(one) for one in value] if isinstance(value, list) else [str(value)]
                  for name, value in old.data.items()}
        drafts.create(
            episode_id=old.episode_id, form_key=old.kind, content=json.dumps(fields, ensure_ascii=False),
            saved_at=old.written_at, **{name: getattr(old, name) for name in KEPT},
        )


def give_back(apps, schema_editor):
    """The same backwards: what is a case's own."""
    plans = apps.get_model('plans', 'Draft').objects
    shared = apps.get_model('drafts', 'Draft').objects.filter(account=None)
    for draft in shared.order_by('id'):
        plans.create(
            episode_id=draft.episode_id, kind=draft.form_key, data=json.loads(draft.content or '{}'),
            written_at=draft.saved_at, **{name: getattr(draft, name) for name in KEPT},
        )
    shared.delete()


class Migration(migrations.Migration):

    dependencies = [
        ('drafts', '0002_drafts_of_a_case'),
        ('plans', '0004_everything_sealed'),
    ]

    operations = [migrations.RunPython(take_over, give_back)]
