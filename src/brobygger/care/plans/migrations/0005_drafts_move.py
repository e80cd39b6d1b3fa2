from django.db import migrations


class Migration(migrations.Migration):
    """Drafts stand in one place (records.drafts); what was typed has been taken over there."""

    dependencies = [
        ('plans', '0004_everything_sealed'),
        ('drafts', '0003_from_the_plans'),
    ]

    operations = [migrations.DeleteModel('Draft')]
