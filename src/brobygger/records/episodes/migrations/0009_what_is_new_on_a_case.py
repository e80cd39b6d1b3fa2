from django.db import migrations, models


class Migration(migrations.Migration):
    """What colleagues have done since the last working day is found along it."""

    dependencies = [
        ("episodes", "0008_found_by_birth_date"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["episode", "recorded_at"], name="event_episode_recorded"),
        ),
    ]
