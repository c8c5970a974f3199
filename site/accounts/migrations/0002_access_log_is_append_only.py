"""The database numbers, seals and guards the access log by itself.

A row is sealed when its transaction commits, not when it is written: the lock that keeps the chain
in one line is then held for the commit alone, and nobody who reads a case can block, or be blocked
by, somebody who works in one. `accounts.access_log.hash_of` computes the same hash in Python.
"""

from django.db import migrations

SEAL = """
CREATE FUNCTION accounts_access_seal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last accounts_accessseal%ROWTYPE;
    sealed text;
BEGIN
    INSERT INTO accounts_accessseal (id, position, hash) VALUES (1, 0, '') ON CONFLICT DO NOTHING;
    SELECT * INTO last FROM accounts_accessseal WHERE id = 1 FOR UPDATE;
    SELECT encode(sha256(convert_to(string_agg(length(part) || ':' || part, ',' ORDER BY n), 'UTF8')), 'hex')
    INTO sealed
    FROM unnest(ARRAY[
        last.hash,
        (last.position + 1)::text,
        NEW.id::text,
        NEW.user_id::text,
        coalesce(NEW.unit_id::text, ''),
        (extract(epoch FROM NEW.at) * 1000000)::bigint::text,
        NEW.subject_type,
        NEW.subject_id::text,
        NEW.what,
        NEW.why
    ]) WITH ORDINALITY AS parts(part, n);
    UPDATE accounts_accessentry
    SET position = last.position + 1, previous_hash = last.hash, hash = sealed
    WHERE id = NEW.id;
    UPDATE accounts_accessseal SET position = last.position + 1, hash = sealed WHERE id = 1;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER accounts_access_seal
AFTER INSERT ON accounts_accessentry
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION accounts_access_seal();
"""

GUARD = """
CREATE FUNCTION accounts_access_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'The access log is only ever added to.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER accounts_access_guard
BEFORE UPDATE OR DELETE ON accounts_accessentry
FOR EACH ROW EXECUTE FUNCTION accounts_access_guard();

CREATE TRIGGER accounts_access_seal_guard
BEFORE INSERT OR UPDATE OR DELETE ON accounts_accessseal
FOR EACH ROW EXECUTE FUNCTION accounts_access_guard();
"""

REVERSE = """
DROP TRIGGER accounts_access_seal_guard ON accounts_accessseal;
DROP TRIGGER accounts_access_guard ON accounts_accessentry;
DROP TRIGGER accounts_access_seal ON accounts_accessentry;
DROP FUNCTION accounts_access_guard();
DROP FUNCTION accounts_access_seal();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunSQL(SEAL + GUARD, REVERSE)]
