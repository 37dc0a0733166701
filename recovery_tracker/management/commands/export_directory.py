"""The directory as a file."""

from django.core.management.base import BaseCommand

from resources import moving

WRITE = {"csv": moving.to_csv, "json": moving.to_json}


class Command(BaseCommand):
    """To standard output: `manage.py export_directory crisis-lines --format json > lines.json`."""

    help = "Write the directory, or the crisis lines, as CSV or JSON."

    def add_arguments(self, parser):
        """Which table, in which form."""
        parser.add_argument("table", choices=moving.TABLES)
        parser.add_argument("--format", choices=WRITE, default="csv")

    def handle(self, *args, table, format, **options):
        """Write it."""
        self.stdout.write(WRITE[format](moving.TABLES[table]), ending="")
