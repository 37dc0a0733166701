"""The page that the others are measured against: about the least that a Django page for a signed-in person does."""

from django.shortcuts import render

from accounts.models import Patient


def minimal(request):
    """A session, its user, one SELECT, and a template of 10 KB with three values in it.

    It is asked for with a session's cookie and goes through what every page of the product goes through: gunicorn, all
    middleware (the session and the account are read; the page is part of one transaction in her role of the
    database; the answer gets its security headers and is compressed), and Django's template engine with its context
    processors. It has no base template, no form and no loop, and asks for one row by its key.
    """
    patient = Patient.objects.get(pk=request.user.pk)
    since = request.session.get_expire_at_browser_close()
    return render(request, "benchmarks/minimal.html", {"country": patient.country, "ends": since})
