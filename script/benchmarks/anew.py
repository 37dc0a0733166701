"""What makes a page be worked out anew: `?anew` in its address."""

from review.caseload.page import finished as caseloads
from timeline.builder import finished as timelines


def forget_finished(get_response):
    """Lets go of all finished timelines and caseloads of this process before a request that asks for it."""

    def middleware(request):
        if "anew" in request.GET:
            timelines.forget()
            caseloads.forget()
        return get_response(request)

    return middleware
