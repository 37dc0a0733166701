"""What reaches the log: that something broke, and where; never what somebody wrote."""

import logging
import re

# PostgreSQL repeats the values of the row in the lines that begin so.
OF_ROWS = re.compile(r"^(?:DETAIL|CONTEXT|HINT|LINE \d+):.*(?:\n +\^.*)?$", re.MULTILINE)


class Discreet(logging.Formatter):
    """A line a record, and tracebacks without the values that the database complained of."""

    def formatException(self, ei):  # noqa: N802  the name is logging's
        """The traceback, discreetly."""
        return OF_ROWS.sub("(values left out)", super().formatException(ei))
