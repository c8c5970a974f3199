"""What the database itself refuses: frozen rows do not change, whoever asks."""

FREEZE = """
CREATE OR REPLACE FUNCTION forms_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A frozen row of % does not change', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER forms_version_frozen BEFORE UPDATE OF definition_id, number, structure, sha256, frozen_at
    ON forms_formversion FOR EACH ROW EXECUTE FUNCTION forms_refuse_change();
CREATE TRIGGER forms_text_frozen BEFORE UPDATE OF version_id, language, revision, texts, sha256, frozen_at
    ON forms_formtext FOR EACH ROW EXECUTE FUNCTION forms_refuse_change();
CREATE TRIGGER forms_submission_bound BEFORE UPDATE OF version_id, text_id, language
    ON forms_submission FOR EACH ROW EXECUTE FUNCTION forms_refuse_change();
"""

THAW = """
DROP TRIGGER forms_submission_bound ON forms_submission;
DROP TRIGGER forms_text_frozen ON forms_formtext;
DROP TRIGGER forms_version_frozen ON forms_formversion;
DROP FUNCTION forms_refuse_change();
"""

FREEZE_GROUPS = """
CREATE TRIGGER forms_groupversion_frozen BEFORE UPDATE OF definition_id, number, structure, sha256, frozen_at
    ON forms_fieldgroupversion FOR EACH ROW EXECUTE FUNCTION forms_refuse_change();
CREATE TRIGGER forms_grouptext_frozen BEFORE UPDATE OF version_id, language, revision, texts, sha256, frozen_at
    ON forms_fieldgrouptext FOR EACH ROW EXECUTE FUNCTION forms_refuse_change();
"""

THAW_GROUPS = """
DROP TRIGGER forms_grouptext_frozen ON forms_fieldgrouptext;
DROP TRIGGER forms_groupversion_frozen ON forms_fieldgroupversion;
"""
