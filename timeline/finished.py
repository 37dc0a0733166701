"""Finished pages, kept in memory while nothing they rest on has changed: whoever looks again, or goes back and forth
between two ranges, doesn't wait for the same picture to be drawn again."""

import time
from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

MOST = 64  # pages in one process, some 6 MB
MOST_SECONDS = 15 * 60  # after which one is let go of, though it would still hold: nobody looks any more

Page = TypeVar("Page")


class Finished(Generic[Page]):
    """Pages by all that they rest on: whose, for whom, and a stamp of every row. A key with anything left out of it
    would show an old page, or somebody else's; so whoever makes one says all."""

    def __init__(self, most: int = MOST):
        self._most = most
        self._pages: OrderedDict[Hashable, tuple[float, Page]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Page | None:
        """The page, if it is kept."""
        with self._lock:
            self._forget_old()
            found = self._pages.get(key)
        return found[1] if found else None

    def keep(self, key: Hashable, page: Page) -> None:
        """Keep it; the oldest goes where there is no more room."""
        with self._lock:
            self._pages[key] = time.monotonic(), page
            self._pages.move_to_end(key)
            while len(self._pages) > self._most:
                self._pages.popitem(last=False)

    def forget(self) -> None:
        """Let go of all."""
        with self._lock:
            self._pages.clear()

    def _forget_old(self) -> None:
        oldest_allowed = time.monotonic() - MOST_SECONDS
        while self._pages and next(iter(self._pages.values()))[0] < oldest_allowed:
            self._pages.popitem(last=False)

    def __len__(self) -> int:
        return len(self._pages)
