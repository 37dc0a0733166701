"""A click that leads to a page ends when that page is there. Playwright's own ends as soon as the answer begins to
arrive, and what a test asks right after it, without waiting, may be asked of half a page."""

import functools


def settle(kind) -> None:
    """Let the clicks of `kind`, Playwright's Page or Locator, wait for the page that they lead to; not where a test
    says `no_wait_after`."""
    click = kind.click
    if hasattr(click, "__wrapped__"):
        return

    @functools.wraps(click)
    def clicked(clickable, *args, **options):
        click(clickable, *args, **options)
        if not options.get("no_wait_after"):
            getattr(clickable, "page", clickable).wait_for_load_state()

    kind.click = clicked
