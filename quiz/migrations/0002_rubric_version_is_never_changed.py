"""The database itself refuses to change a published rubric."""

from django.db import migrations

CREATE = """
CREATE FUNCTION refuse_to_change_rubric_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A published rubric version is never changed; publish a new one.';
END
$$;
CREATE TRIGGER rubric_version_is_never_changed BEFORE UPDATE ON quiz_rubricversion
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_rubric_version();
"""
DROP = """
DROP TRIGGER rubric_version_is_never_changed ON quiz_rubricversion;
DROP FUNCTION refuse_to_change_rubric_version();
"""


class Migration(migrations.Migration):
    dependencies = [("quiz", "0001_initial")]
    operations = [migrations.RunSQL(CREATE, DROP)]
