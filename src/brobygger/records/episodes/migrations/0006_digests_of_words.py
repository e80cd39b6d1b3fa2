from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('episodes', '0005_everything_sealed'),
    ]

    operations = [
        migrations.AddField(
            model_name='event',
            name='digest',
            field=models.BinaryField(null=True),
        ),
    ]
