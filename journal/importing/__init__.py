"""An older diary: from a file's bytes to days of the journal.

`uploads` takes the bytes in and `reading` makes them a table. Then there are three kinds of file. `own` knows our own
export by its header; `daylio` knows Daylio's (its cells: `daylio_cells`), whose words become what she chose
(`daylio_days`); of any other, `columns` says what each column seems to hold, and `mapping` turns rows into days as she
chose. All come to the days of `found`. `becoming` and `preview` say in words what would happen, `writing` does it,
`waiting` holds the file between two steps, and `recipes` keeps a choice for the next file like it. From `reading` to
`preview` they are plain functions: no request, no query.
"""
