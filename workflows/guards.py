"""What the database itself refuses: a frozen workflow does not change, whoever asks."""

FREEZE = """
CREATE OR REPLACE FUNCTION workflows_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A frozen row of % does not change', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER workflows_version_frozen BEFORE UPDATE OF definition_id, number, structure, sha256, forms, frozen_at
    ON workflows_workflowversion FOR EACH ROW EXECUTE FUNCTION workflows_refuse_change();
CREATE TRIGGER workflows_text_frozen BEFORE UPDATE OF version_id, language, revision, texts, sha256, frozen_at
    ON workflows_workflowtext FOR EACH ROW EXECUTE FUNCTION workflows_refuse_change();
"""

THAW = """
DROP TRIGGER workflows_text_frozen ON workflows_workflowtext;
DROP TRIGGER workflows_version_frozen ON workflows_workflowversion;
DROP FUNCTION workflows_refuse_change();
"""
