from django.db import migrations

# å, ä and ö come after z; æ stands with ä, ø with ö, ü with y. Everything else sorts without its accents
# as far as a simple table goes. Immutable, so that an index can use it.
NORDIC_KEY = """
CREATE FUNCTION nordic_key(name text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT translate(
    replace(replace(lower(name), 'ß', 'ss'), 'œ', 'oe'),
    'åäæöøüéèêëáàâãíìîïóòôõúùûýÿñçšžđð',
    U&'\\007B\\007C\\007C\\007D\\007Dyeeeeaaaaiiiioooouuuyyncszdd'
  )
$$
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [
        migrations.RunSQL(NORDIC_KEY, "DROP FUNCTION nordic_key(text)"),
        migrations.RunSQL(
            "CREATE INDEX cases_participant_name ON cases_participant "
            '(organisation_id, nordic_key(family_name) COLLATE "C", nordic_key(given_name) COLLATE "C", id)',
            "DROP INDEX cases_participant_name",
        ),
    ]
