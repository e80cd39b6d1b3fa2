from django.db import migrations, models


class Migration(migrations.Migration):
    """Filled in when the deadlines are computed again, which `setup` does after an upgrade by itself."""

    dependencies = [
        ("episodes", "0006_digests_of_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="storeddeadline",
            name="about",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
