from django.db import migrations, models


class Migration(migrations.Migration):
    """Of papers from before nobody has said whether the citizen may learn from them what they were not told."""

    dependencies = [("papers", "0002_covered")]

    operations = [
        migrations.AddField(
            model_name="papers",
            name="unknown",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Not asked"),
                    ("left-out", "Leave it out"),
                    ("told", "Let it stand: the citizen learns of it from the papers"),
                ],
                default="",
                max_length=8,
            ),
        ),
    ]
