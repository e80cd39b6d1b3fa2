"""The kinds of treatment are those of the standard file; the columns stay as they are."""

from django.db import migrations, models

import brobygger.care.visitation.models.kinds


class Migration(migrations.Migration):
    """No row is touched: only what a form offers follows the file."""

    dependencies = [("visitation", "0009_a_place_may_say_more")]

    operations = [
        migrations.AlterField(
            model_name=model,
            name=field,
            field=models.CharField(
                blank=True,
                choices=brobygger.care.visitation.models.kinds.kinds_of_treatment,
                default="",
                max_length=40,
            ),
        )
        for model, field in (
            ("decision", "kind_of_treatment"),
            ("recommendation", "kind_of_treatment"),
            ("recommendation", "wished_kind"),
        )
    ]
