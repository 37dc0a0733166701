"""Several tabs of one day, in any order of taps and saves: whatever was acknowledged can be found, word for word."""

import re
from datetime import timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journal.days import today_of
from journal.models import Draft, Entry, HeldSave
from tests.people import make_entry, make_patient

JSON = {"accept": "application/json"}
ASKED = ("craving", "low_mood", "irritability")
TABS = st.integers(0, 3)
STEPS = st.one_of(
    st.tuples(st.just("open"), st.sampled_from(["", "?full=1"])),
    st.tuples(st.just("tap"), TABS, st.sampled_from([*ASKED, "note"]), st.integers(0, 10)),
    st.tuples(st.just("tap"), TABS, st.sampled_from(ASKED), st.integers(0, 10)),
    st.tuples(st.just("save"), TABS),
    st.tuples(st.just("save"), TABS),
    st.tuples(st.just("other"), st.sampled_from([("same", {}), ("safe", {"safe_now": "yes"})])),
    st.tuples(st.just("choose"), st.sampled_from(["0", "1"])),
)


class Tab:
    """A form as it was when it was opened, and what was tapped in it since."""

    def __init__(self, client, address, more):
        self.client, self.address = client, address
        page = client.get(address + more).content.decode()
        self.held = re.search(r'name="held" value="([^"]+)"', page)
        self.form = dict(re.findall(r'type="hidden" name="(save_id|seen|owner)" value="([^"]+)"', page))
        marked = dict(re.findall(r'name="(\w+)" value="(\d+)" checked', page))
        note = re.search(r'<textarea[^>]*name="note"[^>]*>([^<]*)<', page)
        self.state = {name: marked[name] for name in ASKED if name in marked} | {"note": note[1] if note else ""}
        self.more = "?full=1" if 'name="irritability"' in page else ""

    def tap(self, name, value):
        if name == "irritability" and not self.more:
            return
        self.state[name] = str(value)
        answer = self.client.post(f"{self.address}draft/", self.form | {name: str(value)}, headers=JSON)
        if answer.json()["kept"]:
            assert Draft.objects.get().fields[name] == str(value)

    def save(self):
        answer = self.client.post(self.address + self.more, self.form | self.state)
        assert answer.status_code in (302, 409)
        versions = [(each.ratings, each.note) for entry in Entry.objects.all() for each in entry.history.all()]
        versions += [(held.told["ratings"], held.told["note"]) for held in HeldSave.objects.all()]
        assert any(self.is_in(*version) for version in versions)

    def is_in(self, ratings, note) -> bool:
        answers = {name: int(value) for name, value in self.state.items() if name != "note"}
        return note == self.state["note"] and answers.items() <= ratings.items()


def run(client, address, steps):
    tabs = [Tab(client, address, "")]
    for name, *step in steps:
        if name == "open":
            tab = Tab(client, address, *step)
            tabs += [] if tab.held else [tab]
        elif name == "other":
            assert client.post(f"{address}{step[0][0]}/", step[0][1]).status_code in (302, 404)
        elif name == "choose":
            tab = Tab(client, address, "")
            choice = {"held": tab.held[1], "take": step[0]} | tab.form if tab.held else {}
            assert client.post(f"{address}choose/", choice).status_code == (302 if tab.held else 404)
        else:
            getattr(tabs[step[0] % len(tabs)], name)(*step[1:])
        assert Entry.objects.filter(date=address.split("/")[2]).count() <= 1


class _Undo(Exception):
    """Takes an example back."""


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(STEPS, min_size=6, max_size=16))
def test_whatever_was_acknowledged_can_be_found(db, client, steps):
    try:
        with transaction.atomic():
            patient = make_patient()
            client.force_login(patient.user)
            make_entry(patient, today_of(patient) - timedelta(days=1), ratings={"craving": 1})
            run(client, f"/journal/{today_of(patient)}/", steps)
            raise _Undo
    except _Undo:
        pass
