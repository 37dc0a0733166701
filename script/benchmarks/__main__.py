"""How quick pages are, beside a minimal Django page on the same server."""

import argparse
import signal
import sys
from collections.abc import Sequence

from . import report, search, stage
from .crowd import crowd
from .pages import MINIMAL, STORIES, Page
from .rounds import Measured, take_turns

NOTE = """
requests/s: median of {rounds} rounds, {visitors} visitors at once. app ms, database ms: what one request takes of the
processor, in gunicorn and in PostgreSQL. ratio: requests/s for one of the minimal page, side by side, median."""


def arguments(words: Sequence[str]) -> argparse.Namespace:
    """What was asked for; anything wrong is said in one line, and ends us."""
    everything = [*STORIES, search.NAME]
    names = ", ".join(everything)
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("names", nargs="+", choices=everything, metavar="NAME", help=f"what to measure: {names}")
    parser.add_argument("--json", action="store_true", help="end with one line that holds all ratios by name")
    parser.add_argument("--rounds", type=_at_least_one, default=12, metavar="N", help="default: %(default)s")
    parser.add_argument("--seconds", type=float, default=1.0, metavar="S", help="a page, default: %(default)s")
    parser.add_argument("--visitors", type=_at_least_one, default=8, metavar="N", help="at once, default: %(default)s")
    return parser.parse_args(words)


def _at_least_one(word: str) -> int:
    if not word.isdecimal() or int(word) < 1:
        raise argparse.ArgumentTypeError(f"{word} is not a number from 1 up")
    return int(word)


def main(words: Sequence[str]) -> None:
    """Start the product, measure, tell, and leave nothing behind."""
    asked = arguments(words)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    stories = [name for name in dict.fromkeys(asked.names) if name in STORIES]
    pages = [MINIMAL, *(page for name in stories for page in STORIES[name])]
    try:
        if search.NAME in asked.names:
            print(search.report(search.measure()))
        if not stories:
            return
        minimal, *others = _measured(pages, asked)
    except stage.Stopped as stopped:
        sys.exit(f"script/bench: {stopped}")
    print(report.table(minimal, others))
    print(NOTE.format(rounds=asked.rounds, visitors=asked.visitors))
    if asked.json:
        print(report.json_line(minimal, others))


def _measured(pages: Sequence[Page], asked: argparse.Namespace) -> list[Measured]:
    _say("Starting the product in a folder of its own")
    with stage.product() as (port, pid):
        stage.open_database()
        from . import diaries  # which needs the database

        people = diaries.write(asked.visitors, sorted({page.whose for page in pages}))
        pages = diaries.addressed(pages)
        with crowd(port, people, diaries.PASSWORD) as visitors:
            _say(f"Measuring {', '.join(page.name for page in pages)}")
            return take_turns(visitors, pages, pid, asked.rounds, asked.seconds)


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _leave(number, frame):
    """End in good order, once: everything that was started is stopped on the way out."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    sys.exit(128 + number)


if __name__ == "__main__":
    main(sys.argv[1:])
