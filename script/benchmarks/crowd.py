"""Many visitors at once, each in a process of its own, so that asking is never what is slow."""

import contextlib
import http.client
import multiprocessing
import signal
import time
from collections.abc import Iterator

from .pages import Page
from .stage import Stopped
from .visitors import Form, Visitor, WrongAnswer

CONNECT = "connect"
# Between one arrival and the next: several who log in to one account at the same moment look like somebody guessing.
APART = 0.5  # seconds


class Crowd:
    """Signed-in visitors who do as they are told. Each has an account for each diary: `people` are their names by
    diary."""

    def __init__(self, port: int, people: list[dict[str, str]], password: str):
        spawn = multiprocessing.get_context("spawn")
        self._pipes, self._processes = [], []
        for place, names in enumerate(people):
            ours, theirs = spawn.Pipe()
            process = spawn.Process(target=_visit, args=(theirs, port, names, password, place * APART), daemon=True)
            process.start()
            theirs.close()  # so that we notice when it ends
            self._pipes.append(ours)
            self._processes.append(process)

    def arrive(self) -> None:
        """Wait until everybody is signed in."""
        self._answers()

    def connect(self) -> None:
        """Everybody opens a fresh connection: the server's processes share them out anew."""
        self._tell(CONNECT)
        self._answers()

    def ask(self, page: Page, seconds: float) -> tuple[int, float]:
        """Everybody asks for `page` again and again for so long: how often it came, and how often in a second. Who is
        quick to finish doesn't wait for the others in that: it would make a slow page look slower than it is."""
        self._tell((page, time.monotonic() + seconds))
        answers = self._answers()
        return sum(done for done, _ in answers), sum(done / took for done, took in answers)

    def leave(self) -> None:
        """Everybody goes, whatever they were doing."""
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.join()

    def _tell(self, what) -> None:
        for pipe in self._pipes:
            pipe.send(what)

    def _answers(self) -> list[tuple[int, float]]:
        try:
            answers = [pipe.recv() for pipe in self._pipes]
        except EOFError:
            raise Stopped("A visitor's process ended.") from None
        if refused := [answer for answer in answers if isinstance(answer, str)]:
            raise Stopped(refused[0])
        return answers


@contextlib.contextmanager
def crowd(port: int, people: list[dict[str, str]], password: str) -> Iterator[Crowd]:
    """Visitors for the length of a block."""
    visitors = Crowd(port, people, password)
    try:
        visitors.arrive()
        yield visitors
    finally:
        visitors.leave()


def _visit(pipe, port: int, names: dict[str, str], password: str, later: float) -> None:
    """The life of one visitor: logs in to each account, `later` seconds from now, and does as told until nobody tells
    any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    forms = {}
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        try:
            time.sleep(later)
            visitors = {diary: Visitor(port) for diary in names}
            for diary, visitor in visitors.items():
                visitor.log_in(names[diary], password)
            pipe.send(None)
            while True:
                told = pipe.recv()
                if told == CONNECT:
                    pipe.send([visitor.connect() for visitor in visitors.values()] and None)
                else:
                    pipe.send(_repeat(visitors[told[0].whose], forms, *told))
        except (WrongAnswer, OSError, http.client.HTTPException) as error:
            pipe.send(str(error) or type(error).__name__)


def _repeat(visitor: Visitor, forms: dict[str, Form], page: Page, until: float) -> tuple[int, float]:
    """How often, at least once, and in how many seconds."""
    if page.sends and page.path not in forms:
        forms[page.path] = visitor.form(page.path)
    begins = now = time.monotonic()
    done = 0
    while done == 0 or now < until:
        if page.sends:
            visitor.post(forms[page.path].action, forms[page.path].filled_in())
        else:
            visitor.get(page.path)
        done, now = done + 1, time.monotonic()
    return done, now - begins
