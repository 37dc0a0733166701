from django.core.management.base import BaseCommand

from flags import catalogue as rules
from journal import catalogue as symptoms
from resources import catalogue as resources
from review import reply_lines
from timeline import catalogue as phases


class Command(BaseCommand):
    """Symptoms, tags, phases with what is described in them, rules, resources, crisis lines and lines to reply with:
    adds what is missing and updates what nobody has edited."""

    help = "Load the catalogue: symptoms, tags, phases, rules, resources and crisis lines. Safe to run again."

    def handle(self, *args, **options):
        """Load all of it, and say how much was new."""
        loaded = resources.load().values()
        counts = {"symptoms": symptoms.load(), "tags": symptoms.load_tags()} | phases.load_all()
        counts["rules"] = rules.load()
        counts["resources and lines"] = sum(each.added + each.updated for each in loaded)
        counts["lines to reply with"] = reply_lines.load()
        for name, written in counts.items():
            if options["verbosity"] > 0:
                self.stdout.write(f"{name}: {written} written" if written else f"{name}: up to date")
