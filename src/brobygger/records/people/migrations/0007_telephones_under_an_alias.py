from django.db import migrations


def part(apps, schema_editor):
    """A telephone number told under an alias gets a code of its own."""
    from brobygger.records.people.indexes import phone_index

    people = apps.get_model("people", "Person").objects
    for person in people.filter(is_alias=True, phone_index__isnull=False).iterator(chunk_size=500):
        people.filter(pk=person.pk).update(phone_index=phone_index(person.phone, alias=True))


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0006_everything_sealed"),
    ]

    operations = [migrations.RunPython(part, migrations.RunPython.noop)]
