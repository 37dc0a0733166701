"""What a phone is given to keep: files, an empty form, and nothing that tells anybody anything."""

import json
import re

from django.contrib.staticfiles import finders

from journal.days import today_of
from journal.models import Draft
from tests.people import make_entry

TELLING = re.compile(r"ketamine|recover|withdraw|diary|craving|drug", re.I)


def kept_by(client) -> dict:
    """What the worker was told."""
    return json.loads(re.search(r"const told = (\{.*\});", client.get("/sw.js").content.decode())[1])


def test_the_worker_asks_only_for_files_that_there_are(client, db):
    files = kept_by(client)["files"]
    assert {path.rsplit("/", 1)[-1] for path in files} >= {"checkin.js", "one.js", "site.js", "site.css"}
    assert all(finders.find(path.removeprefix("/static/")) for path in files)


def test_its_own_page_and_its_name_and_icons_tell_nothing(client, db):
    told = client.get("/manifest.webmanifest").json()
    assert not TELLING.search(json.dumps(told))
    assert not TELLING.search(kept_by(client)["page"])
    assert all(finders.find(icon["src"].removeprefix("/static/")) for icon in told["icons"])


def test_the_worker_is_the_same_for_everybody(client, as_patient, as_other_patient):
    assert client.get("/sw.js").content == as_patient.get("/sw.js").content == as_other_patient.get("/sw.js").content


def test_the_empty_form_holds_no_answer_and_no_message(as_patient, patient):
    day = today_of(patient)
    make_entry(patient, day, ratings={"craving": 6, "self_harm_thoughts": 2}, note="A line.")
    as_patient.post(f"/journal/{day}/draft/", {"note": "Begun."})
    assert Draft.objects.exists()
    as_patient.post("/journal/pause/back/")  # leaves a message for the next page
    page = as_patient.get("/journal/offline/").content.decode()
    assert not [words for words in ("A line.", "Begun.", " checked", "Good to see you", "at-hand") if words in page]
    assert "Good to see you" in as_patient.get("/more/").content.decode()


def test_the_outbox_tells_whose_it_is_and_nobody_elses(as_patient, as_other_patient, patient, other_patient):
    for client, owner in ((as_patient, patient), (as_other_patient, other_patient)):
        told = client.get("/journal/outbox/").json()
        assert (told["owner"], bool(told["token"])) == (str(owner.code), True)


def test_staff_have_no_outbox_and_no_empty_form(as_clinician, as_stranger, as_administrator):
    for client in (as_clinician, as_stranger, as_administrator):
        assert {client.get(path).status_code for path in ("/journal/outbox/", "/journal/offline/")} == {404}
