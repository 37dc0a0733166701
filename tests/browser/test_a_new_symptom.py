"""An administrator adds a question while the product runs. Every process of the server keeps the catalogue in memory,
so each page is asked for many times at once: whichever process answers must know the question."""

import json
from concurrent.futures import ThreadPoolExecutor
from urllib.request import Request, urlopen

import pytest

from .conftest import DESK
from .offline import diary, join, save

pytestmark = [pytest.mark.browser, pytest.mark.server]

AT_ONCE, TIMES = 8, 48
NEW = {"code": "itching", "label": "Itchy skin", "prompt": "How itchy was your skin today?", "low_word": "not at all",
       "high_word": "as itchy as it could be"}  # fmt: skip
TABLE = b"Date,Itchy skin\n2026-01-05,3\n"


def many(visitor, path) -> list[str]:
    """The page as she gets it many times, each over a connection of its own."""
    cookies = "; ".join(f"{each['name']}={each['value']}" for each in visitor.context.cookies())
    request = Request(visitor.product.url + path, headers={"Cookie": cookies, "Connection": "close"})  # noqa: S310
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda _: urlopen(request).read().decode(), range(TIMES)))  # noqa: S310


def shown(pages, text) -> int:
    """On how many of them it stands."""
    return sum(text in page for page in pages)


def add_symptom(administrator):
    page = administrator.page
    administrator.go("/admin/journal/symptom/add/")
    for name, value in NEW.items():
        page.fill(f"[name={name}]", value)
    page.select_option("[name=scale]", "nrs10")
    page.select_option("[name=group]", "body")
    page.check("[name=quick]")
    page.click("[name=_save]")
    page.wait_for_url("**/admin/journal/symptom/")


@pytest.fixture
def her(visit, product):
    """Somebody whose form every process has shown before, and again after the question was added."""
    visitor, administrator = visit(product), visit(product, viewport=DESK)
    join(visitor, "reader")
    assert shown(many(visitor, "/journal/today/"), NEW["prompt"]) == 0
    administrator.log_in("boss", product.administrator("boss"))
    add_symptom(administrator)
    assert administrator.wrong == []
    return visitor


def test_a_question_added_in_the_admin_is_asked_drawn_taken_out_and_brought_in_at_once(her):
    assert shown(many(her, "/journal/today/"), NEW["prompt"]) == TIMES
    assert shown(many(her, "/journal/today/?full=1"), NEW["prompt"]) == TIMES
    is_asked_and_kept(her)
    assert shown(many(her, "/timeline/choose/"), 'name="symptoms" value="itching"') == TIMES
    assert shown(many(her, "/journal/export.csv"), "itching") == TIMES
    is_in_the_json(her)
    is_what_a_column_may_become(her)


def is_asked_and_kept(her):
    her.go("/journal/today/")
    her.page.click("label:has([name=itching][value='4'])")
    save(her)
    her.page.wait_for_url("**/saved/")
    assert [entry["itching"] for entry in diary(her)] == ["4"]


def is_in_the_json(her):
    for text in many(her, "/journal/export.json"):
        taken = json.loads(text)
        (words,) = (symptom for symptom in taken["symptoms"] if symptom["code"] == "itching")
        assert {name: words[name] for name in NEW} == NEW
        assert taken["entries"][0]["ratings"]["itching"] == 4


def is_what_a_column_may_become(her):
    her.go("/journal/import/")
    her.page.set_input_files("input[type=file]", {"name": "t.csv", "mimeType": "text/csv", "buffer": TABLE})
    her.page.click("main [type=submit] >> nth=0")
    her.page.wait_for_url("**/import/columns/")
    pages = many(her, "/journal/import/columns/")
    assert shown(pages, '<option value="itching" selected>Itchy skin</option>') == TIMES
