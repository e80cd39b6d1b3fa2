"""The table where attempts to sign in are counted, for all processes at once (Django's database cache)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("trust", "0001_first")]

    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE trust_cache (
                cache_key varchar(255) PRIMARY KEY,
                value text NOT NULL,
                expires timestamp with time zone NOT NULL
            );
            CREATE INDEX trust_cache_expires ON trust_cache (expires);
            """,
            "DROP TABLE trust_cache;",
        )
    ]
