"""The roles that PostgreSQL knows. Which table each may touch stands in `accounts.rls`."""

# The web app logs in as rt_app and takes one of these for the length of a request.
PER_REQUEST = ("rt_patient", "rt_clinician", "rt_administrator", "rt_friend")
# Commands take this one; the web app can not.
SERVICE = "rt_service"
ALL = ("rt_owner", "rt_app", *PER_REQUEST, SERVICE)

# Makes what is missing and leaves the rest alone, so it needs no rights once all is there. For PostgreSQL 15 and later.
# NOINHERIT: neither login has a role's rights until it takes the role.
# The last block is for a server where one ordinary login does everything: it must be able to take the roles.
ROLE_SQL = """
DO $roles$
DECLARE
    wanted record;
    may_take text := CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END;
BEGIN
    FOR wanted IN SELECT * FROM (VALUES
        ('rt_owner', 'LOGIN NOINHERIT'),
        ('rt_app', 'LOGIN NOINHERIT'),
        ('rt_patient', 'NOLOGIN'),
        ('rt_clinician', 'NOLOGIN'),
        ('rt_administrator', 'NOLOGIN'),
        ('rt_friend', 'NOLOGIN'),
        ('rt_service', 'NOLOGIN')
    ) AS list (name, attributes)
    LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted.name) THEN
            EXECUTE format('CREATE ROLE %I %s', wanted.name, wanted.attributes);
        END IF;
    END LOOP;

    FOR wanted IN SELECT * FROM (VALUES
        ('rt_patient', 'rt_app'),
        ('rt_clinician', 'rt_app'),
        ('rt_administrator', 'rt_app'),
        ('rt_friend', 'rt_app'),
        ('rt_service', 'rt_owner')
    ) AS list (granted, member)
    LOOP
        IF NOT EXISTS (
            SELECT FROM pg_auth_members
            WHERE roleid = wanted.granted::regrole AND member = wanted.member::regrole
        ) THEN
            EXECUTE format('GRANT %I TO %I', wanted.granted, wanted.member);
        END IF;
    END LOOP;

    IF session_user <> 'rt_owner' THEN
        FOR wanted IN SELECT * FROM (VALUES ('rt_app'), ('rt_service')) AS list (granted)
        LOOP
            IF NOT pg_has_role(session_user, wanted.granted, may_take) THEN
                EXECUTE format('GRANT %I TO %I', wanted.granted, session_user);
            END IF;
        END LOOP;
    END IF;
END
$roles$;
"""
