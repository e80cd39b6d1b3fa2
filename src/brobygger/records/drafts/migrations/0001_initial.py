import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from brobygger.ground import fields


class Migration(migrations.Migration):
    """The table of people's own drafts comes from the notes as it is."""

    initial = True

    dependencies = [
        ('episodes', '0009_what_is_new_on_a_case'),
        ('notes', '0003_digests'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Draft',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('row_key', fields.RowKeyField()),
                        ('form_key', models.CharField(max_length=60)),
                        ('content', fields.EncryptedTextField()),
                        ('saved_at', models.DateTimeField()),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to=settings.AUTH_USER_MODEL)),
                        ('episode', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='episodes.episode')),
                    ],
                    options={
                        'verbose_name': 'draft',
                        'db_table': 'notes_draft',
                        'constraints': [models.UniqueConstraint(fields=('account', 'episode', 'form_key'), name='one_draft_for_each_form', nulls_distinct=False)],
                    },
                ),
            ],
        ),
    ]
