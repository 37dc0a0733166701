"""Telling whoever answers for the numbers that some should be tried again (brief 4.7)."""

from datetime import date

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q

from resources.models import CrisisLine, Resource
from resources.vocabulary import CRISIS_LINE

SUBJECT = "Numbers to check"
TEXT = """{count} crisis lines should be tried again, or were never tried.

They stand in the queue of checks, those that are longest overdue first.
"""


def remind_editors(today: date) -> int:
    """How many crisis lines are due; with EDITORS_EMAIL set and a mail server, those people are told."""
    late = Q(due_on__isnull=True) | Q(due_on__lt=today)
    crisis = Resource.objects.published().filter(kind=CRISIS_LINE)
    count = CrisisLine.objects.published().filter(late).count() + crisis.filter(late).count()
    if count and settings.EDITORS_EMAIL and settings.EMAIL_HOST:
        send_mail(SUBJECT, TEXT.format(count=count), None, settings.EDITORS_EMAIL, fail_silently=True)
    return count
