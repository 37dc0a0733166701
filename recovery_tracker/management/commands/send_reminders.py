from django.core.management.base import BaseCommand, CommandError

from journal.reminding import send_due, sends_mail


class Command(BaseCommand):
    """What goes out by e-mail during the day; run it from cron every five minutes. Two at once are no harm."""

    help = "Send the reminders that are due. Prints counts only; ends with an error when some could not be sent."

    def handle(self, *args, **options):
        """Do it, and say how many."""
        if not sends_mail():
            self.stdout.write("No mail server is set up (EMAIL_HOST), so no reminders go out.")
            return
        done = send_due()
        self.stdout.write(f"sent: {done.sent}\nstopped after three without an answer: {done.stopped}")
        if done.failed:
            raise CommandError(f"not sent: {done.failed}. Those that the mail server didn't take now are tried again.")
