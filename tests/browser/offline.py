"""A phone that loses its network: filling in, saving, and what arrived in the end."""

import csv
import io
import re

PASSWORD = "a quiet long river"
OPEN_ALL = "() => document.querySelectorAll('details').forEach((each) => { each.open = true; })"
ANSWERS = {"used_ketamine": "no", "craving": "7", "low_mood": "5", "anxiety": "6", "fatigue": "4",
           "body_discomfort": "2", "self_harm_thoughts": "0"}  # fmt: skip


def join(visitor, username):
    """Sign up and be welcomed; back on today's check-in."""
    page = visitor.page
    visitor.go("/accounts/signup/")
    page.fill("[name=username]", username)
    for name in ("password1", "password2"):
        page.fill(f"[name={name}]", PASSWORD)
    page.click("main [type=submit]")
    page.check("[name=adult]")
    page.click("main [type=submit]")
    page.wait_for_url("**/journal/today/")


HAS_SHELL = """async () => {
  for (const name of await caches.keys()) if (await (await caches.open(name)).match('/help-now/')) return true;
  return false;
}"""


def until(visitor, script):
    """Wait until `script`, an asynchronous function, says yes."""
    for _ in range(100):
        if visitor.page.evaluate(script):
            return
        visitor.page.wait_for_timeout(100)
    raise AssertionError(f"It never was so: {script}")


def ready(visitor):
    """Wait until the phone keeps the empty form and the help numbers."""
    until(visitor, HAS_SHELL)


def fill_in(visitor, note="Walked by the sea.", **answers):
    """Tap every answer, in the tab that is in front then: a browser lets the others wait."""
    visitor.page.bring_to_front()
    for name, value in (ANSWERS | answers).items():
        visitor.page.locator(f"input[name={name}][value='{value}']").locator("..").click()
    visitor.page.fill("[name=note]", note)


def save(visitor):
    """Tap Save, in the tab that is in front then."""
    visitor.page.bring_to_front()
    visitor.page.click("#submit-id-save")


def in_store(visitor, name) -> int:
    """How many rows the phone keeps in one of its stores."""
    return visitor.page.evaluate(
        "(name) => new Promise((done, failed) => { setTimeout(() => failed(new Error('no answer')), 15000);"
        " const open = indexedDB.open('notebook', 1); open.onsuccess = () => {"
        " const all = open.result.transaction(name).objectStore(name).count();"
        " all.onsuccess = () => { open.result.close(); done(all.result); }; }; })",
        name,
    )


def waiting(visitor) -> int:
    """How many saves the phone still keeps."""
    return in_store(visitor, "outbox")


def all_sent(visitor):
    """Wait until nothing waits any more, and the page that is opened anew for it is there: a browser that is closed in
    the middle of that doesn't say that it has closed."""
    visitor.page.wait_for_function("() => localStorage.getItem('waiting') === '0'")
    visitor.page.wait_for_load_state("networkidle")


def diary(visitor) -> list[dict]:
    """All her entries, as her export has them."""
    text = visitor.context.request.get(visitor.product.url + "/journal/export.csv").text()
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))


def expire_session(visitor):
    """As after two weeks: the server knows this browser no more."""
    visitor.context.clear_cookies(name="sessionid")


def log_in_again(visitor, username):
    """Through whatever log-in page stands there."""
    visitor.page.fill("[name=login]", username)
    visitor.page.fill("[name=password]", PASSWORD)
    visitor.page.click("main [type=submit]")


def told(entry) -> dict:
    """What an entry of the export says, as it was tapped."""
    return {name: re.sub(r"\.0$", "", entry[name]) for name in ANSWERS}


def lose_answers(visitor, times):
    """Let the next saves reach the server, and lose what it answers."""
    left = [times]

    def route(route):
        if route.request.method == "POST" and left[0] and "/draft/" not in route.request.url:
            left[0] -= 1
            route.fetch()
            route.abort()
        else:
            route.fallback()

    visitor.page.route("**/journal/20*", route)
    visitor.page.route("**/journal/20*/**", route)
