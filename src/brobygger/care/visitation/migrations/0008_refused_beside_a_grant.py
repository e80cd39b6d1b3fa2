import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("visitation", "0007_what_is_settled_is_locked"),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="beside",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="refused_beside",
                to="visitation.decision",
            ),
        ),
    ]
