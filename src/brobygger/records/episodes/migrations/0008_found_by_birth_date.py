from django.db import migrations, models


class Migration(migrations.Migration):
    """A search by birth date goes along it."""

    dependencies = [
        ("episodes", "0007_what_a_deadline_is_about"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="episode",
            index=models.Index(fields=["birth_date"], name="episode_born"),
        ),
    ]
