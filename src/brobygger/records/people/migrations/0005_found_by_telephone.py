from django.db import migrations, models


def find_by_telephone(apps, schema_editor):
    """Whoever stood here before is found by telephone too."""
    from brobygger.records.people.indexes import phone_index

    people = apps.get_model("people", "Person").objects
    for person in people.iterator(chunk_size=500):
        if person.phone:
            people.filter(pk=person.pk).update(phone_index=phone_index(person.phone))


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_children_at_home"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="no_messages",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="person",
            name="phone_index",
            field=models.BinaryField(db_index=True, editable=False, null=True),
        ),
        migrations.RunPython(find_by_telephone, migrations.RunPython.noop),
    ]
