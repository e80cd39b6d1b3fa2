import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("trust", "0005_imprint")]

    operations = [
        migrations.AddField(
            model_name="auditentry",
            name="episode_ids",
            field=django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), null=True, size=None),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("episode_ids__isnull", False)), fields=["episode_ids"], name="audit_lists"
            ),
        ),
    ]
