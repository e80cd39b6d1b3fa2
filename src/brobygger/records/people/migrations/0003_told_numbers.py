from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0002_sealed_and_locked")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="told_index",
            field=models.BinaryField(db_index=True, editable=False, null=True),
        ),
        migrations.RemoveConstraint(model_name="person", name="an_alias_has_no_number"),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(is_alias=False) | models.Q(cpr_index__isnull=True, told_index__isnull=True),
                name="an_alias_has_no_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(cpr_index__isnull=True) | models.Q(told_index__isnull=True),
                name="a_told_number_is_not_their_own",
            ),
        ),
    ]
