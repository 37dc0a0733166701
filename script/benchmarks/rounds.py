"""Page after page in turns, and what each took: machines are noisy, so only what stands side by side is compared."""

import contextlib
from dataclasses import dataclass, field
from statistics import median

import psutil

from .crowd import Crowd
from .pages import Page


@dataclass
class Measured:
    """A page's rates, one a round, and what all its requests together took of the processor."""

    page: Page
    rates: list[float] = field(default_factory=list)
    requests: int = 0
    app_seconds: float = 0
    database_seconds: float = 0

    @property
    def rate(self) -> float:
        """Requests per second."""
        return median(self.rates)

    def ratio_to(self, other: "Measured") -> float:
        """Its requests per second for one of `other`, round by round."""
        return median(ours / theirs for ours, theirs in zip(self.rates, other.rates, strict=True))


def take_turns(visitors: Crowd, pages: list[Page], pid: int, rounds: int, seconds: float) -> list[Measured]:
    """Measure `pages` in turns, each for so many seconds a round, after a round that only warms up. `pid` is the
    process that runs the product."""
    for page in pages:
        visitors.ask(page, seconds)
    measured = [Measured(page) for page in pages]
    for _ in range(rounds):
        visitors.connect()
        for each in measured:
            _measure(visitors, each, pid, seconds)
    return measured


def _measure(visitors: Crowd, what: Measured, pid: int, seconds: float) -> None:
    before = _processor_seconds(pid)
    requests, rate = visitors.ask(what.page, seconds)
    what.rates.append(rate)
    what.requests += requests
    for (process, is_database), used in _processor_seconds(pid).items():
        spent = used - before.get((process, is_database), 0)  # one that has ended meanwhile is lost, and rare
        if is_database:
            what.database_seconds += spent
        else:
            what.app_seconds += spent


def _processor_seconds(pid: int) -> dict[tuple[psutil.Process, bool], float]:
    """What each process of the product has used of the processor so far, and whether it is the database's."""
    used = {}
    for process in psutil.Process(pid).children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            used[process, process.name().startswith("postgres")] = times.user + times.system
    return used
