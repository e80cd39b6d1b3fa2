from django.db import migrations, models


class Migration(migrations.Migration):
    """Papers from before cover nothing that can be relied on: of a protected citizen they are opened by an act."""

    dependencies = [("papers", "0001_initial")]

    operations = [
        migrations.AddField(model_name="papers", name="covered", field=models.BooleanField(default=False)),
    ]
