"""The states of the journal that no address leads to: somebody new taps her way into each of them."""

from tests.closing import close

from .offline import fill_in, join, save

TABLE = b"Date,Mood,Cravings,Notes\n2026-01-05,3,4,walked\n2026-01-06,4,2,\n2026-01-07,x,1,\n"
DAYLIO = (
    b"full_date,date,weekday,time,mood,activities,note_title,note\n"
    b'2026-02-05,February 5,Thursday,20:15,good,"friends | a walk","","Better."\n'
    b'2026-02-06,February 6,Friday,20:15,awful,"work","",""\n'
)


def states(visitor, name):
    """Bring the page into one state after another; the name of each."""
    join(visitor, name)
    yield "the first check-in"
    for walk in (_writing, _same, _history, _two_versions, _questions, _importing, _pausing):
        yield from walk(visitor)


def _writing(visitor):
    page = visitor.page
    visitor.go(f"/journal/{_day(visitor, 'Yesterday')}/?full=1")
    _unfold(page)
    yield "the full form, all of it"
    fill_in(visitor, self_harm_thoughts="2")
    page.wait_for_selector("text=Kept as you go")
    yield "an answer about harm, not saved yet"
    page.reload()
    yield "what she had begun"
    page.eval_on_selector("[name=sleep_hours]", "each => { each.max = each.value = '99'; }")
    save(visitor)
    page.wait_for_selector(".error-summary")
    yield "an error"
    page.eval_on_selector("[name=sleep_hours]", "each => { each.value = ''; }")
    save(visitor)
    page.wait_for_url("**/saved/")
    yield "yesterday is saved"


def _same(visitor):
    visitor.go("/journal/today/")
    yield "help at hand, and about the same is offered"
    visitor.page.click("text=About the same as yesterday")
    visitor.page.wait_for_selector("text=Kept: about the same")
    yield "about the same"


def _history(visitor):
    day = _day(visitor, "Yesterday")
    for answer in ("3", "4"):
        visitor.go(f"/journal/{day}/")
        fill_in(visitor, craving=answer, note="Walked by the sea, and back.")
        save(visitor)
        visitor.page.wait_for_url("**/saved/")
    visitor.go(f"/journal/{day}/look/")
    visitor.page.click("text=Versions of this day")
    yield "a day and its versions"
    visitor.go("/journal/?before=2990-01-01")
    yield "the list"
    for words in ("sea", "nothing"):
        visitor.go("/journal/search/")
        visitor.page.fill("[name=words]", words)
        visitor.page.click("main [type=submit]")
        visitor.page.wait_for_selector("#found")
        yield f"a search for {words}"


def _two_versions(visitor):
    other = visitor.context.new_page()
    other.goto(visitor.product.url + "/journal/today/")
    visitor.go("/journal/today/")
    for page in (other, visitor.page):
        _unfold(page)
    fill_in(visitor, note="Here.")
    save(visitor)
    visitor.page.wait_for_url("**/saved/")
    close(visitor.page)
    visitor.page = other
    fill_in(visitor, note="There.")
    save(visitor)
    other.wait_for_selector("text=There are two versions")
    yield "two versions"
    other.click("text=Take what I sent just now")
    other.wait_for_url("**/saved/")


def _questions(visitor):
    page = visitor.page
    visitor.go("/journal/questions/")
    _unfold(page)
    yield "her questions, all open"
    page.check("[name=one_at_a_time]")
    page.check("[name=pins][value=tremor]")
    page.click("main [type=submit] >> nth=0")
    page.wait_for_url("**/journal/today/")
    for at in ("first", "hours", "last"):
        while at != "first" and page.locator("text=Next").is_visible():
            page.click("text=Next")
            if at == "hours" and page.locator(".hours").is_visible():
                break
        yield f"one question at a time, the {at}"


def _importing(visitor):
    page = visitor.page
    for name, content in (("table.csv", TABLE), ("daylio.csv", DAYLIO)):
        visitor.go("/journal/import/")
        page.set_input_files("input[type=file]", {"name": name, "mimeType": "text/csv", "buffer": content})
        page.click("main [type=submit] >> nth=0")
        page.wait_for_url("**/import/columns/")
        _unfold(page)
        yield f"{name}: what it becomes"
        page.click("text=Next: check it")
        page.wait_for_url("**/import/check/")
        yield f"{name}: to look over"
        page.click("text=Bring these days over")
        page.wait_for_url("**/import/done/")
        yield f"{name}: brought over"


def _pausing(visitor):
    visitor.go("/journal/pause/")
    for choice in ("In hospital", "Another day >> nth=1"):
        visitor.page.click(f"text={choice}")
    yield "a pause, being chosen"
    visitor.page.click("label:has-text('A week')")
    visitor.page.click("main [type=submit]")
    visitor.go("/journal/pause/")
    visitor.page.wait_for_selector("text=You are paused")
    visitor.page.click("text=Change the reason")
    yield "a pause, running"


def _unfold(page):
    page.eval_on_selector_all("details", "all => all.forEach(each => { each.open = true; })")


def _day(visitor, name):
    """The day that a tab of the check-in leads to."""
    visitor.go("/journal/today/")
    return visitor.page.get_attribute(f".days >> text={name}", "href").split("/")[2]
