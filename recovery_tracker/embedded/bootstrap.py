"""Roles and a database in a fresh embedded server, by its superuser. The app and its commands never are that user."""

from ..roles import ROLE_SQL

# rt_owner does not inherit what a database's owner may, so it gets the schema itself.
DATABASE_SQL = """
SELECT 'CREATE DATABASE {name} OWNER rt_owner'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{name}') \\gexec
REVOKE ALL ON DATABASE {name} FROM PUBLIC;
GRANT CONNECT ON DATABASE {name} TO rt_app;
\\connect {name}
ALTER SCHEMA public OWNER TO rt_owner;
"""


def bootstrap(server, name):
    """Make what is missing of the roles and the database `name` (a plain identifier) on a running server."""
    server.sql(ROLE_SQL + DATABASE_SQL.format(name=name))
