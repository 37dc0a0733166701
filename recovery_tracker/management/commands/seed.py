from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.rls import service_role
from recovery_tracker import seed
from recovery_tracker.demo import stage
from recovery_tracker.demo.cast import PASSWORD

ONLY_A_DEMO = "Invented people belong in the database of a demo. Use script/seed, or set RECOVERY_DEMO=1."
TAKEN = "This database holds accounts of real people. Nothing was made."
PREPARE = ("migrate", "createcachetable", "setup_roles", "load_catalogue")
THERE = "They are there already, and stay as they are. To begin anew, remove the data folder."


class Command(BaseCommand):
    """Invented patients by the hundred, to see and measure the work pages with."""

    help = "Fill the demo's database with invented patients, their entries, questionnaires and open flags."

    def add_arguments(self, parser):
        """How many of what."""
        usual = seed.Shape()
        parser.add_argument("--patients", type=int, default=usual.patients, help="default: %(default)s")
        parser.add_argument("--days", type=int, default=usual.days, help="of diary, default: %(default)s")
        parser.add_argument("--flags", type=int, default=usual.flags, help="that stand, default: %(default)s")
        parser.add_argument("--caseload", type=int, help="how many of the patients are the clinician's; default: all")

    def handle(self, *args, **options):
        """All of it or nothing."""
        if not settings.DEMO:
            raise CommandError(ONLY_A_DEMO)
        names = ("patients", "days", "flags", "caseload")
        if any((options[name] or 0) < 0 for name in names) or not options["patients"] or not options["days"]:
            raise CommandError("At least one patient with one day, please, and no number below 0.")
        shape = seed.Shape(**{name: options[name] for name in names})
        for command in PREPARE:
            call_command(command, verbosity=0)
        with service_role():
            if stage.is_taken():
                raise CommandError(TAKEN)
            is_there = seed.is_there(shape)
        if is_there:
            self.stdout.write(THERE)
        else:
            seed.write(shape, timezone.now(), PASSWORD, is_demo=True)
        names = f"{shape.clinician}, or as {shape.patient(0)} to {shape.patient(shape.patients - 1)}"
        self.stdout.write(f"Log in as {names}. Password: {PASSWORD}")
