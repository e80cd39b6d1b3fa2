from django.db import migrations

from brobygger.trust.sealing import Seal


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        Seal('person'),
        Seal('personnumber'),
    ]
