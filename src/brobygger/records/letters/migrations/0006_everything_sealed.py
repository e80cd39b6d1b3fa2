from django.db import migrations

from brobygger.ground import fields
from brobygger.ground.sealing import Seal


class Migration(migrations.Migration):

    dependencies = [
        ('letters', '0005_papers_and_printing'),
    ]

    operations = [
        Seal(
            'letter',
            facts=fields.EncryptedJSONField(default=dict),
            failure=fields.EncryptedTextField(blank=True, default=''),
        ),
    ]
