"""A chosen place may tell another day, or about its doctor, after its yes."""

from django.db import migrations


class Migration(migrations.Migration):
    """The limit of one yes falls; what was noted stays."""

    dependencies = [("visitation", "0008_refused_beside_a_grant")]

    operations = [
        migrations.RemoveConstraint(model_name="choicestep", name="a_provider_says_yes_once"),
    ]
