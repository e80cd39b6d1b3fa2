from django.db import migrations, models

import brobygger.ground.fields
from brobygger.ground.sealing import Seal


def answered(apps, schema_editor):
    """Say yes of those whose children are known; of all the others nobody knows whether they were asked."""
    Person, Child = apps.get_model("people", "Person"), apps.get_model("people", "Child")
    at_home = Child.objects.filter(lives_at_home=True, removed_at__isnull=True)
    Person.objects.filter(pk__in=at_home.values("person")).update(children_at_home="yes")


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_told_numbers'),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='children_at_home',
            field=models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('', 'Not asked')], default='', max_length=3),
        ),
        Seal('child'),
        migrations.AddField(
            model_name='child',
            name='name',
            field=brobygger.ground.fields.EncryptedTextField(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='child',
            name='birth_date',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterModelOptions(
            name='child',
            options={'ordering': ['birth_date', 'id']},
        ),
        migrations.RunPython(answered, migrations.RunPython.noop),
    ]
