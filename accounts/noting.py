"""Notes that something of a patient has changed, made by the database itself, whoever changed it and however: so that
what is kept in memory about many patients is read again for those alone of whom it no longer holds.

A table whose rules say `is_listed` gets a trigger a command. Each adds one row to `accounts_change` for every patient
of the statement, in its transaction: nobody waits for anybody, and a change and its note are seen together or not at
all.
"""

KEYS = ("patient_id", "user_id")  # the column that holds the patient
WRITES = {"insert": "NEW", "update": "NEW", "delete": "OLD"}


def functions() -> list[str]:
    """What the triggers call, for each name of the column."""
    return [
        f"""CREATE OR REPLACE FUNCTION rt_note_{key}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO public.accounts_change (patient_id, at) SELECT {key}, clock_timestamp() FROM changed GROUP BY 1;
        RETURN NULL; END $$"""  # noqa: S608  constants
        for key in KEYS
    ]


def triggers(table: str, key: str) -> list[str]:
    """The statements that make those of a table. Patients' own rows are noted when they are changed: one who is new
    or gone is in nobody's list."""
    commands = ("update",) if key == "user_id" else WRITES
    return [
        f'CREATE OR REPLACE TRIGGER rt_note_{command} AFTER {command} ON "{table}"'
        f" REFERENCING {WRITES[command]} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION rt_note_{key}()"
        for command in commands
    ]


def no_triggers(table: str) -> list[str]:
    """The statements that leave a table without."""
    return [f'DROP TRIGGER IF EXISTS rt_note_{command} ON "{table}"' for command in WRITES]
