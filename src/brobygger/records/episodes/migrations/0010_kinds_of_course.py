from django.db import migrations, models

# Every course before this was of treatment. Taken back and done again, a relative's is known by its record.
RELATIVES = "UPDATE episodes_episode SET kind_of_course = 'relative' WHERE compartment = 'relatives'"


class Migration(migrations.Migration):

    dependencies = [
        ('episodes', '0009_what_is_new_on_a_case'),
    ]

    operations = [
        migrations.AddField(
            model_name='episode',
            name='kind_of_course',
            field=models.CharField(default='treatment', max_length=20),
        ),
        migrations.RunSQL(RELATIVES, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='episode',
            name='phase',
            field=models.CharField(default='inquiry', max_length=12),
        ),
    ]
