from django.db import migrations

TABLE = "accounts_shared_limits"


class Migration(migrations.Migration):
    """The table of `stegvis.shared_cache`, as `createcachetable` would make it."""

    dependencies = [("accounts", "0002_access_log_is_append_only")]

    operations = [
        migrations.RunSQL(
            f"""
            CREATE TABLE IF NOT EXISTS {TABLE} (
                cache_key varchar(255) NOT NULL PRIMARY KEY,
                value text NOT NULL,
                expires timestamp with time zone NOT NULL
            );
            CREATE INDEX IF NOT EXISTS {TABLE}_expires ON {TABLE} (expires);
            """,
            f"DROP TABLE {TABLE}",
        )
    ]
