"""An older diary: from a file's bytes to days of the journal.

`uploads` takes the bytes in, `reading` makes them a table, `columns` says what each column seems to hold, `mapping`
turns rows into days as she chose, `preview` says in words what would happen, `writing` does it, and `waiting` holds the
file between two steps. From `reading` to `preview` they are plain functions: no request, no query.
"""
