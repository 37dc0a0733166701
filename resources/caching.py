"""Public pages that a browser, or a proxy in front of us, may keep. Nobody's page is kept for anybody else."""

from functools import wraps

from django.db.models import Max
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from django.utils.http import http_date

FRESH = 300  # seconds; for so long a number that was just taken down may still be read
STARTED = timezone.now()  # a release can change a page without changing a row


def kept_by_visitors(*models):
    """A decorator: to somebody who brings no cookie at all, the page says when its tables last changed, and what it was
    (ETag); asked for again, an unchanged page is answered without being sent. All others get it as it is."""

    def decorate(view):
        @wraps(view)
        def wrapped(request, *args, **kwargs):
            response = view(request, *args, **kwargs)
            if request.COOKIES or request.user.is_authenticated or response.status_code != 200:
                return response
            changed = int(_last_changed(models).timestamp())
            response["Last-Modified"] = http_date(changed)
            patch_cache_control(response, public=True, max_age=FRESH)
            set_response_etag(response)
            return get_conditional_response(request, response["ETag"], changed, response)

        return wrapped

    return decorate


def _last_changed(models):
    found = (model.objects.aggregate(last=Max("changed_at"))["last"] for model in models)
    return max([STARTED, *filter(None, found)])
