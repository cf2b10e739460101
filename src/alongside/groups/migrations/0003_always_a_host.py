"""An open group has a host, whoever writes and however: PostgreSQL sees to it.

When the last host goes - also when an older release erases them, which knows nothing of groups - the group looks for
a host from that moment on. That a group is open and nobody hosts it is refused at the commit.
"""

from django.db import migrations

KEEP = """
CREATE FUNCTION groups_has_host(wanted uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM groups_membership WHERE group_id = wanted AND role = 'host' AND state = 'in')
$$;
CREATE FUNCTION groups_look_for_host() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE groups_group SET state = 'hostless'
        WHERE id = OLD.group_id AND state = 'open' AND NOT groups_has_host(OLD.group_id);
    RETURN NULL;
END
$$;
CREATE FUNCTION groups_open_has_host() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM groups_group WHERE id = NEW.id AND state = 'open') AND NOT groups_has_host(NEW.id) THEN
        RAISE EXCEPTION 'an open group has a host' USING ERRCODE = 'check_violation', CONSTRAINT = 'groups_open_has_host';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER groups_membership_host_gone AFTER DELETE OR UPDATE OF role, state, group_id ON groups_membership
    FOR EACH ROW WHEN (OLD.role = 'host' AND OLD.state = 'in') EXECUTE FUNCTION groups_look_for_host();
CREATE CONSTRAINT TRIGGER groups_group_open_has_host AFTER INSERT OR UPDATE OF state ON groups_group
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.state = 'open') EXECUTE FUNCTION groups_open_has_host();
"""
DROP = """
DROP TRIGGER groups_group_open_has_host ON groups_group;
DROP TRIGGER groups_membership_host_gone ON groups_membership;
DROP FUNCTION groups_open_has_host();
DROP FUNCTION groups_look_for_host();
DROP FUNCTION groups_has_host(uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("groups", "0002_cascade_in_the_database")]

    operations = [migrations.RunSQL(KEEP, DROP)]
