"""Parts of a page that look the same whenever the same is given to them: rendered once, and kept."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.core.signals import setting_changed
from django.dispatch import receiver
from django.template.loader import render_to_string

MOST_KEPT = 2000  # tabs × countries, and what little else there is

register = template.Library()


@register.simple_tag
def kept(template_name, **given):
    """An include that sees nothing but the words and truths it is given. Nothing of a person may be given to it."""
    render = _rendered.__wrapped__ if settings.DEBUG else _rendered
    return render(template_name, tuple(given.items()))


@lru_cache(maxsize=MOST_KEPT)
def _rendered(template_name, given):
    return render_to_string(template_name, dict(given))


@receiver(setting_changed)
def _forget(**changed):
    _rendered.cache_clear()
