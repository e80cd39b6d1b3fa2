"""The columns of a question to a second person come from one place: only their words and their clock are others."""

from django.db import migrations, models

import brobygger.ground.clock


class Migration(migrations.Migration):

    dependencies = [
        ("trust", "0011_who_asked_and_who_was_told_stays"),
    ]

    operations = [
        migrations.AlterField(
            model_name="proposal",
            name="asked_at",
            field=models.DateTimeField(default=brobygger.ground.clock.now),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Waits for a second person"), ("confirmed", "Confirmed"), ("declined", "Declined"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
    ]
