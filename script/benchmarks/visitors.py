"""Somebody with a browser, as far as a server notices: a connection that stays open, cookies, and forms filled in."""

import http.client
import uuid
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from itertools import count
from urllib.parse import urlencode

HEADERS = {"Accept": "text/html", "Accept-Encoding": "gzip", "User-Agent": "script/bench"}
READABLE = HEADERS | {"Accept-Encoding": "identity"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
LOGIN = "/accounts/login/"
RATINGS = {str(step) for step in range(11)}


class WrongAnswer(Exception):
    """The server answered something else than the page that was asked for."""


class Visitor:
    """One browser, at the server that listens at `port`."""

    def __init__(self, port: int):
        self.port, self.cookies, self._connection = port, {}, None
        self.connect()

    def connect(self) -> None:
        """A fresh connection: the server's processes share them out anew."""
        if self._connection:
            self._connection.close()
        self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def get(self, path: str, headers: dict = HEADERS) -> bytes:
        """The page at `path`, as it came over the wire. WrongAnswer unless it is a page."""
        return self._ask("GET", path, None, headers, wanted=http.client.OK)

    def post(self, path: str, fields: dict) -> None:
        """Send a form. WrongAnswer unless it was taken and leads on to another page."""
        self._ask("POST", path, urlencode(fields), HEADERS | FORM, wanted=http.client.FOUND)

    def form(self, path: str) -> "Form":
        """The form on a page."""
        return Form(path, self.get(path, READABLE).decode())

    def log_in(self, name: str, password: str) -> None:
        """As a person does, on the page for it."""
        self.post(LOGIN, self.form(LOGIN).hidden | {"login": name, "password": password})

    def _ask(self, method: str, path: str, body: str | None, headers: dict, wanted: int) -> bytes:
        headers = headers | {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        try:
            answer = self._sent(method, path, body, headers)
        except ConnectionError:  # the server closes a connection that was idle for long; a browser asks again, too
            self.connect()
            answer = self._sent(method, path, body, headers)
        content = answer.read()
        if answer.status != wanted:
            raise WrongAnswer(f"{method} {path} was answered with {answer.status} instead of {wanted:d}.")
        for cookie in answer.headers.get_all("Set-Cookie", ()):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(cookie).items()}
        return content

    def _sent(self, *request) -> http.client.HTTPResponse:
        self._connection.request(*request)
        return self._connection.getresponse()


class Form(HTMLParser):
    """The largest form of a page: where it goes, and its fields by name. A page may have small ones beside it."""

    def __init__(self, path: str, page: str):
        super().__init__()
        self._forms, self._turn = [], count(1)
        self.feed(page)
        attributes, self._fields = max(self._forms, key=lambda form: len(form[1]), default=({}, []))
        self.action = attributes.get("action") or path
        self.hidden = {field["name"]: field.get("value", "") for field in self._of_kind("hidden")}

    def handle_starttag(self, tag: str, attrs: list) -> None:
        """Note where a form begins, and each field in it."""
        given = dict(attrs)
        if tag == "form":
            self._forms.append((given, []))
        elif self._forms and "name" in given and tag in {"input", "textarea"}:
            self._forms[-1][1].append(given | {"type": given.get("type", tag)})

    def _of_kind(self, kind: str) -> list[dict]:
        return [field for field in self._fields if field["type"] == kind]

    def filled_in(self) -> dict:
        """What to send: each time other ratings, numbers and words; the calmest answer to every other question;
        nothing ticked. It is an edit of whatever is there (`seen` stays away), saved for the first time."""
        turn, choices = next(self._turn), {}
        for field in self._of_kind("radio"):
            choices.setdefault(field["name"], []).append(field["value"])
        fields = {name: value for name, value in self.hidden.items() if name != "seen"}
        fields |= {"save_id": str(uuid.uuid4())} if "save_id" in fields else {}
        for place, (name, values) in enumerate(choices.items()):
            calmest = "no" if "no" in values else values[0]
            fields[name] = str((turn + place) % len(RATINGS)) if set(values) >= RATINGS else calmest
        fields |= {field["name"]: int(field["min"]) + turn % 10 for field in self._of_kind("number")}
        return fields | {field["name"]: f"A walk, then to bed. Page {turn}." for field in self._of_kind("textarea")}
