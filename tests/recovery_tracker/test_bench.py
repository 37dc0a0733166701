"""`script/bench`: what it can be asked, what it does with a page, and one run from start to end."""

import json
import signal
import subprocess
import sys

import pytest

from script.benchmarks.__main__ import arguments
from script.benchmarks.crowd import crowd
from script.benchmarks.pages import STORIES, Page
from script.benchmarks.report import json_line, table
from script.benchmarks.rounds import Measured
from script.benchmarks.stage import Stopped
from script.benchmarks.visitors import Form

from .conftest import ROOT, environment, processes

QUICK = ("--rounds", "1", "--seconds", "0.2", "--visitors", "2")
PAGE = """<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="t1"></form>
<form method="post" action="/journal/2026-01-05/">
<input type="hidden" name="csrfmiddlewaretoken" value="t2"><input type="hidden" name="save_id" value="0">
<input type="hidden" name="seen" value="3"><input type="radio" name="used" value="yes">
<input type="radio" name="used" value="no"><input type="number" name="sleep" min="0" max="24">
<input type="checkbox" name="tags" value="a"><textarea name="note"></textarea></form>"""
RATING = "".join(f'<input type="radio" name="craving" value="{step}">' for step in range(11))


def bench(folder, *words):
    """A run that makes its folder in `folder`."""
    command, given = (
        [sys.executable, "-m", "script.benchmarks", *words],
        environment(folder / "none", TMPDIR=str(folder)),
    )
    return subprocess.Popen(command, cwd=ROOT, env=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def left(folder):
    return [*folder.iterdir(), *processes(str(folder))]


def refusal(capsys, *words):
    with pytest.raises(SystemExit) as ended:
        arguments(words)
    assert ended.value.code == 2
    return capsys.readouterr().err.splitlines()[-1]


def measured(name, *rates, at_least=None):
    return Measured(Page(name, "/x/", at_least=at_least), list(rates), 100, app_seconds=0.2, database_seconds=0.1)


def test_an_unknown_name_is_told_with_those_there_are(capsys):
    said = refusal(capsys, "checkin", "nonsense")
    assert "nonsense" in said
    assert "checkin" in said


def test_no_name_and_no_rounds_are_refused(capsys):
    assert "NAME" in refusal(capsys)
    assert "from 1 up" in refusal(capsys, "checkin", "--rounds", "0")


def test_the_check_in_has_its_three_pages_with_what_they_should_reach():
    reached = {page.name: page.at_least for page in STORIES["checkin"]}
    assert reached == {"checkin_get": 0.6, "checkin_post": 0.25, "history_get": 0.4}


def test_a_ratio_is_taken_round_by_round():
    minimal, slow = measured("minimal", 100, 200, 50), measured("slow", 50, 100, 40)
    assert slow.ratio_to(minimal) == 0.5
    assert json.loads(json_line(minimal, [slow])) == {"slow": 0.5}


def test_the_table_shows_rates_processor_time_and_ratios():
    minimal, slow = measured("minimal", 100), measured("slow", 50, at_least=0.4)
    assert table(minimal, [slow]).splitlines()[2].split() == ["slow", "50", "2.00", "1.00", "0.50", "0.40"]


def test_a_visitor_fills_in_the_largest_form_of_a_page():
    form = Form("/journal/today/", PAGE)
    sent = form.filled_in()
    assert form.action == "/journal/2026-01-05/"
    assert sent["csrfmiddlewaretoken"] == "t2"
    assert sent["used"] == "no"
    assert {"seen", "tags"}.isdisjoint(sent)


def test_no_two_forms_are_the_same():
    form = Form("/", f'<form><input type="hidden" name="save_id" value="0">{RATING}</form>')
    first, second = form.filled_in(), form.filled_in()
    assert first["craving"] != second["craving"]
    assert first["save_id"] != second["save_id"]


@pytest.mark.server
def test_a_run_measures_every_page_and_leaves_nothing(tmp_path):
    run = bench(tmp_path, "checkin", "--json", *QUICK)
    out, said = run.communicate(timeout=240)
    assert run.returncode == 0, said
    ratios = json.loads(out.splitlines()[-1])
    assert list(ratios) == ["checkin_get", "checkin_post", "history_get"]
    assert all(0 < ratio < 5 for ratio in ratios.values())
    assert left(tmp_path) == []


@pytest.mark.server
def test_ctrl_c_ends_all_that_was_started(tmp_path):
    run = bench(tmp_path, "checkin", "--seconds", "60")
    while "Measuring" not in (line := run.stderr.readline()):
        assert line
    run.send_signal(signal.SIGINT)
    assert "Traceback" not in run.communicate(timeout=30)[1]
    assert run.returncode == 128 + signal.SIGINT
    assert left(tmp_path) == []


@pytest.mark.server
def test_a_wrong_answer_ends_it_with_a_message(up):
    nobody = [{"half-a-year": "nobody"}]
    with pytest.raises(Stopped, match="/accounts/login/ was answered with 200"), crowd(up.port, nobody, "word"):
        pass
