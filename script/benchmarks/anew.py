"""What makes a page be worked out anew: `?anew` in its address."""

from timeline.builder import finished


def forget_finished(get_response):
    """Lets go of all finished timelines of this process before a request that asks for it."""

    def middleware(request):
        if "anew" in request.GET:
            finished.forget()
        return get_response(request)

    return middleware
