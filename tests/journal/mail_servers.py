"""Mail servers that behave badly, in the place where Django takes any."""

from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from time import sleep

from django.core.mail.backends.locmem import EmailBackend


class Down(EmailBackend):
    """Nobody answers."""

    tries = 0

    def open(self):
        """Refused."""
        type(self).tries += 1
        raise ConnectionRefusedError("mail.example.org, for robin@example.org")


class Picky(EmailBackend):
    """Knows no `gone@…` at all, has no time for `later@…`, and hangs up on `rude@…`; takes everything else."""

    def send_messages(self, messages):
        """One at a time, as ours come."""
        address = messages[0].to[0]
        if address.startswith("rude"):
            raise SMTPServerDisconnected("Goodbye.")
        if address.startswith(("gone", "later")):
            raise SMTPRecipientsRefused({address: (550 if address.startswith("gone") else 450, b"No.")})
        return super().send_messages(messages)


class Slow(EmailBackend):
    """Takes its time, so that another run finds this one in the middle of it."""

    def send_messages(self, messages):
        """After a while."""
        sleep(0.02)
        return super().send_messages(messages)
