"""Being reminded: what she asked for, and the e-mails that go out for it.

A mail goes out once a day at most, whoever runs this and however often: a run locks the reminders it looks at (another
run passes them by), and puts down the day before the mail leaves. A run that dies in between sends one mail less, never
one more. Whether one is due at all is decided in `clinical.reminders`.
"""

import logging
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from smtplib import SMTPRecipientsRefused

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.core import mail
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.template.loader import render_to_string
from django.utils import timezone

from accounts import rls
from accounts.models import Patient
from clinical import reminders as rules
from clinical.phases import local_day

from .days import today_of
from .models import Entry, Pause, Reminder, ReminderSent

log = logging.getLogger(__name__)

AT_ONCE = 100  # reminders looked at in one transaction
# Three before today decide; after a flight to the west some days that she has seen lie ahead of her present one.
NEWEST_DAYS = rules.STOP_AFTER_IGNORED + 3
GIVE_UP_AFTER = 3  # failures in a row: the mail server isn't there
FOR_GOOD = 500  # the replies of a mail server from here on: this address takes no mail
DAY = timedelta(days=1)


def sends_mail() -> bool:
    """Whether this deployment can send mail at all."""
    return bool(settings.EMAIL_HOST)


def reminder_of(patient: Patient) -> Reminder:
    """What she asked for; before she did, what the form begins with."""
    return Reminder.objects.filter(patient=patient).first() or Reminder(patient=patient)


def confirmed(user_pk) -> QuerySet:
    """The e-mail addresses of an account that were confirmed, the one she uses first in front."""
    return EmailAddress.objects.filter(user=user_pk, verified=True).order_by("-primary", "pk")


def set_reminder(*, patient: Patient, at: time, by_email: bool | None = None, **quiet: time) -> Reminder:
    """Keep what she asked for. `by_email` None leaves the e-mails as they were; while they are on, each time she asks
    lets those that stopped begin again, and forgets the ones that were ignored before."""
    told = {"at": at, "stopped_at": None, "asked_on": today_of(patient)} | quiet
    if by_email is not None:
        told["by_email"] = by_email
    return Reminder.objects.update_or_create(patient=patient, defaults=told)[0]


@dataclass
class Done:
    """What a run did."""

    sent: int = 0
    stopped: int = 0
    failed: int = 0


@dataclass(frozen=True)
class Letter:
    """A reminder that is claimed and has to go out."""

    claim: ReminderSent
    address: str


def send_due() -> Done:
    """Send every reminder that is due now. For commands, on the owner's connection."""
    done, post, after = Done(), Post(), 0
    while after is not None:
        letters, stopped, after = _claim(after, timezone.now())
        answers = [(letter, post.send(letter.address)) for letter in letters]
        _release(letter.claim for letter, answer in answers if answer == Post.LATER)
        done.sent += sum(answer == Post.SENT for _, answer in answers)
        done.failed += sum(answer != Post.SENT for _, answer in answers)
        done.stopped += stopped
    post.close()
    return done


def _claim(after: int, now: datetime) -> tuple[list[Letter], int, int | None]:
    """Decide about the next reminders, put down the day of those that are due, and stop those that nobody answers.
    Returns what has to go out, how many were stopped, and where to go on (None: that was the end)."""
    with rls.service_role():
        asked = {reminder.pk: reminder for reminder in _asked_for(after)}
        if not asked:
            return [], 0, None
        letters, ignored = [], []
        for patient, paused in _with_days(list(asked), now):
            decision, today = _decide(asked[patient.pk], patient, paused, now)
            if decision == rules.Decision.DUE:
                letters.append(Letter(ReminderSent(patient=patient, date=today), patient.address))
            if decision == rules.Decision.IGNORED:
                ignored.append(patient.pk)
        ReminderSent.objects.bulk_create([letter.claim for letter in letters])
        Reminder.objects.filter(pk__in=ignored).update(stopped_at=now)
    return letters, len(ignored), max(asked)


def _asked_for(after: int) -> Iterable[Reminder]:
    """The next reminders of people who may get mail, locked; without those that another run holds."""
    may_get_mail = Q(patient__erase_on=None, patient__welcomed_at__isnull=False, patient__user__is_active=True)
    wanted = Reminder.objects.filter(may_get_mail, Exists(confirmed(OuterRef("pk"))), by_email=True, stopped_at=None)
    return wanted.select_for_update(skip_locked=True, of=("self",)).filter(pk__gt=after).order_by("pk")[:AT_ONCE]


def _with_days(keys: Sequence[int], now: datetime) -> Iterable[tuple[Patient, list[Pause]]]:
    """Each patient with her address, the newest days on which a reminder went out or she wrote, and her pauses."""
    sent, wrote = (
        ArraySubquery(model.objects.filter(patient=OuterRef("pk")).order_by("-date").values("date")[:NEWEST_DAYS])
        for model in (ReminderSent, Entry)
    )
    address = Subquery(confirmed(OuterRef("pk")).values("email")[:1])
    near = Pause.objects.filter(patient__in=keys).between(now.date() - DAY, now.date() + DAY)
    pauses = list(near)
    for patient in Patient.objects.filter(pk__in=keys).annotate(address=address, sent_on=sent, wrote_on=wrote):
        yield patient, [pause for pause in pauses if pause.patient_id == patient.pk]


def _decide(reminder: Reminder, patient: Patient, pauses: list[Pause], now: datetime) -> tuple[rules.Decision, date]:
    """Whether her reminder is due now, and for which of her days."""
    today = local_day(now, patient.zone)
    since = min(reminder.asked_on or date.min, today)  # she may have asked in a time zone where it was later
    decision = rules.due(
        now.astimezone(patient.zone),
        at=reminder.at,
        quiet_from=reminder.quiet_from,
        quiet_until=reminder.quiet_until,
        sent_on=[day for day in patient.sent_on if day >= since],
        written=patient.wrote_on,
        paused=any(pause.rule.holds_on(today) for pause in pauses),
        today=today,
    )
    return decision, today


def _release(claims: Iterable[ReminderSent]) -> None:
    """Let a later run of the same day try again."""
    keys = [claim.pk for claim in claims]
    if keys:
        with rls.service_role():
            ReminderSent.objects.filter(pk__in=keys).delete()


class Post:
    """The mail server, one connection a run. What goes wrong is logged by its kind alone: never who, never what."""

    SENT, REFUSED, LATER = "sent", "refused", "later"

    def __init__(self):
        self.connection = mail.get_connection()
        self.failures = 0
        link = {"site_url": settings.SITE_URL}
        self.subject = render_to_string("journal/email/reminder_subject.txt").strip()
        self.body = render_to_string("journal/email/reminder_message.txt", link)

    def send(self, address: str) -> str:
        """SENT; REFUSED when this address takes no mail; LATER when the server is the problem."""
        if self.failures >= GIVE_UP_AFTER:
            return self.LATER
        try:
            self.connection.open()
            self._message(address).send()
        except (OSError, ValueError) as error:  # every error of smtplib is an OSError
            log.warning("A reminder could not be sent: %s", type(error).__name__)
            self.close()
            if _is_for_good(error):
                return self.REFUSED
            self.failures += 1
            return self.LATER
        self.failures = 0
        return self.SENT

    def _message(self, address: str) -> mail.EmailMessage:
        computer = {"Auto-Submitted": "auto-generated"}  # so that no "I am on holiday" comes back
        return mail.EmailMessage(self.subject, self.body, to=[address], headers=computer, connection=self.connection)

    def close(self) -> None:
        """Hang up; a connection that is broken already is no news."""
        with suppress(OSError):
            self.connection.close()


def _is_for_good(error: Exception) -> bool:
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= FOR_GOOD for code, _ in error.recipients.values())
    return isinstance(error, ValueError)
