"""Which PostgreSQL to talk to, and as whom. Nothing is started or opened here."""

from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from .embedded.places import socket_dir

OWNER = "rt_owner"
APP = "rt_app"
CONNECT_TIMEOUT = 5  # seconds

URL_NAMES = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
BAD_URL = (
    "{name} is not an address of a PostgreSQL database ({why}). "
    "It looks like postgresql://user:password@host:5432/database or postgresql://user@/database?host=/socket/folder."
)


def configuration(environ, data_dir, as_owner):
    """Django's settings of the default database: for the web app, or for the owner of the tables."""
    if environ.get("DATABASE_URL"):
        given = _of_a_server(environ, as_owner)
    else:
        given = {
            "HOST": str(socket_dir(data_dir)),
            "PORT": "5432",
            "USER": OWNER if as_owner else APP,
            "PASSWORD": "",
            "NAME": embedded_name(environ),
        }
    options = {"connect_timeout": CONNECT_TIMEOUT, **given.pop("OPTIONS", {})}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": environ.get("PGBOUNCER") == "1",
        "OPTIONS": options,
        **given,
    }


def embedded_name(environ):
    """The name of the embedded database. A demonstration has one of its own."""
    return "recovery_demo" if environ.get("RECOVERY_DEMO") == "1" else "recovery"


def _of_a_server(environ, as_owner):
    if as_owner:
        name = "DATABASE_OWNER_URL" if environ.get("DATABASE_OWNER_URL") else "DATABASE_URL"
        given = parse_url(environ[name], name)
        if given["USER"] == APP:
            raise ImproperlyConfigured(
                f"{name} logs in as {APP}, which may not change tables. "
                "Set DATABASE_OWNER_URL to the login that owns them."
            )
        return given
    given = parse_url(environ["DATABASE_URL"], "DATABASE_URL")
    return given if given["USER"] == APP else _stepped_down(given)


def _stepped_down(given):
    """The same login, but every session begins as rt_app: the web app never acts as the owner."""
    asked = given["OPTIONS"].get("options", "")
    options = {**given["OPTIONS"], "options": f"{asked} -c role={APP}".strip()}
    return {**given, "OPTIONS": options}


def parse_url(url, name="DATABASE_URL"):
    """HOST, PORT, USER, PASSWORD, NAME and OPTIONS of a URL. Errors never repeat the URL: it holds a password."""
    try:
        parts = urlsplit(url)
        query = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
        port = str(parts.port or "")
    except ValueError:
        raise ImproperlyConfigured(BAD_URL.format(name=name, why="it cannot be read")) from None
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured(BAD_URL.format(name=name, why="it does not begin with postgresql://"))
    given = {
        "HOST": _host(parts.netloc),
        "PORT": port,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "NAME": unquote(parts.path.removeprefix("/")),
        "OPTIONS": {},
    }
    for key, value in query.items():
        if key in URL_NAMES:
            given[URL_NAMES[key]] = value
        else:
            given["OPTIONS"][key] = value
    if not given["NAME"]:
        raise ImproperlyConfigured(BAD_URL.format(name=name, why="the database's name is missing"))
    return given


def _host(netloc):
    """The host with its capitals kept: a percent-encoded socket folder may have some."""
    host = netloc.rpartition("@")[2]
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return unquote(host.partition(":")[0])
