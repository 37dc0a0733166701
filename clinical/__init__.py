"""The clinical rules, in plain Python: no Django, no database, no clock of their own (`today` is always passed in)."""
