"""Who a page is for, visible above the view."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect


def patient_only(view):
    """A page for a patient who has been welcomed. Others: visitors log in first, staff and friends find nothing here,
    and a new patient is welcomed first. The view gets the patient as `request.patient`."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if request.user.is_staff or request.user.is_friend:
            raise Http404
        if not request.patient or not request.patient.welcomed_at:
            return redirect("welcome")
        return view(request, *args, **kwargs)

    return guarded


def friend_only(view):
    """A page for family or a friend. Visitors log in first; for everybody else there is nothing here."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not request.user.is_friend:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
