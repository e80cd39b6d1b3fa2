from django.db import migrations


class Migration(migrations.Migration):
    """The drafts have a noun of their own; the table stays where it is."""

    dependencies = [
        ('notes', '0003_digests'),
        ('drafts', '0001_initial'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel('Draft')]),
    ]
