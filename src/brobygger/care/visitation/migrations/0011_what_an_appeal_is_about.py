"""How soon treatment was to begin is what the standard file promises; the column stays as it is."""

from django.db import migrations, models

import brobygger.care.visitation.models.appeals


class Migration(migrations.Migration):
    """No row is touched: only the words that a form offers follow the file."""

    dependencies = [("visitation", "0010_kinds_of_the_standard")]

    operations = [
        migrations.AlterField(
            model_name="appeal",
            name="about",
            field=models.CharField(choices=brobygger.care.visitation.models.appeals.about_choices, max_length=10),
        )
    ]
