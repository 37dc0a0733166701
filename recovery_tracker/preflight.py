"""What must be true before a patient's words are accepted. Each check returns a line that says what is wrong, or ""."""

from django.apps import apps

from accounts.encrypted import WrongNotesKey, unseal

DURABLE = ("fsync", "full_page_writes", "synchronous_commit")


def durability(connection):
    """A saved entry must survive a power cut: the server may not answer before it is on the disk."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_settings WHERE name = ANY(%s) AND setting = 'off'", [list(DURABLE)])
        off = [name for (name,) in cursor.fetchall()]
    if not off:
        return ""
    return f"The database could lose what it has confirmed: {', '.join(off)} is off. Turn it on and start again."


def form_of_notes_keys():
    """The keys must be Fernet keys."""
    try:
        unseal("not a note")
    except ValueError:
        return "NOTES_KEYS (or notes.key in the data folder) holds something that is not a Fernet key."
    except WrongNotesKey:
        return ""  # as it should be: the keys were taken, and this was not written with them


def notes_key(connection):
    """The notes of the database must be readable with the keys we have. Needs a role that sees every row."""
    if problem := form_of_notes_keys():
        return problem
    try:
        for table, column in _encrypted_columns():
            unseal(_one(connection, table, column))
    except WrongNotesKey as error:
        return f"{error} Put the right key into NOTES_KEYS, or notes.key in the data folder."
    return ""


def _encrypted_columns():
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if getattr(field, "is_encrypted", False):
                yield model._meta.db_table, field.column


def _one(connection, table, column):
    name, table = connection.ops.quote_name(column), connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name} FROM {table} WHERE {name} <> '' LIMIT 1")  # noqa: S608  our own names
        return (cursor.fetchone() or [""])[0]
