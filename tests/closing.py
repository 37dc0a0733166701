"""Closing what a browser has open. Chromium sometimes never says that it has closed a context with a service worker at
work, and Playwright waits for that without end; what it doesn't let go of in time ends with the browser's process."""

import asyncio
import warnings

LIMIT = 15  # seconds


def close(opened) -> None:
    """Close a page, a context or a browser of Playwright's, or go on without it after LIMIT."""
    ended = opened._sync  # no call of Playwright's has a limit for closing
    opened._sync = lambda awaited: ended(asyncio.wait_for(awaited, LIMIT))
    try:
        opened.close()
    except TimeoutError:
        warnings.warn(f"Chromium did not close a {type(opened).__name__.lower()} in time.", stacklevel=2)
