import pytest

from accounts.models import User
from flags import catalogue
from flags.models import FlagRule

LIST = "/admin/flags/flagrule/"
CHANGED = {"rating_from": "7", "days": "2", "window_days": "3", "cooldown_days": "3", "is_on": "on", "why": "quieter"}


def newest(code="craving_high") -> FlagRule:
    return FlagRule.objects.newest().get(code=code)


def page_of(rule) -> str:
    return f"{LIST}{rule.pk}/change/"


def save(client, rule=None, **more):
    return client.post(page_of(rule or newest()), CHANGED | more)


def test_the_list_shows_each_rule_once_in_its_newest_version(as_administrator, cast):
    save(as_administrator)
    page = as_administrator.get(LIST).content.decode()
    assert page.count(">High craving</a>") == 1
    assert "craving that counts as high: <b>7</b>" in page


def test_a_change_is_a_new_version_with_who_and_why(as_administrator, administrator, cast):
    before = newest()
    answer = save(as_administrator)
    made = newest()
    assert answer.url == LIST
    assert (made.version, made.parameters["rating_from"], made.why, made.made_by) == (2, 7, "quieter", administrator)
    before.refresh_from_db()
    assert (before.version, before.parameters["rating_from"]) == (1, 8)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("rating_from", "11", "Please give a number from 1 to 10."),
        ("rating_from", "", "Please give a number."),
        ("rating_from", "nan", "Enter a number."),
        ("days", "4", "can&#x27;t be more than"),
        ("cooldown_days", "1.5", "Please give whole days."),
        ("why", "", "Please say why"),
        ("why", "As it ships", "in your own words"),
    ],
)
def test_numbers_without_sense_are_refused_in_words(as_administrator, cast, field, value, told):
    answer = save(as_administrator, **{field: value})
    assert told in answer.content.decode()
    assert newest().version == 1


def test_a_rule_can_be_switched_off(as_administrator, cast):
    as_administrator.post(page_of(newest()), {name: value for name, value in CHANGED.items() if name != "is_on"})
    assert newest().is_on is False


def test_saving_it_as_it_is_makes_no_version(as_administrator, cast):
    answer = as_administrator.post(page_of(newest()), CHANGED | {"rating_from": "8"}, follow=True)
    assert "Nothing was changed" in answer.content.decode()
    assert newest().version == 1


def test_an_earlier_version_is_only_to_be_read(as_administrator, cast):
    first = newest()
    save(as_administrator)
    page = as_administrator.get(page_of(first)).content.decode()
    assert 'name="rating_from"' not in page
    assert as_administrator.post(page_of(first), CHANGED | {"rating_from": "5"}).status_code == 404
    assert newest().version == 2


def test_rules_are_neither_added_nor_taken_away(as_administrator, cast):
    assert as_administrator.get(f"{LIST}add/").status_code == 404
    assert as_administrator.get(f"{LIST}{newest().pk}/delete/").status_code == 404


def test_clinicians_and_patients_find_nothing_there(as_clinician, as_stranger, as_patient):
    for client in (as_clinician, as_stranger, as_patient):
        assert client.get(LIST).status_code == 404
        assert client.get(page_of(newest())).status_code == 404


def test_a_release_leaves_alone_what_somebody_changed(as_administrator, cast, monkeypatch):
    save(as_administrator)
    newer = [row | {"version": 5} for row in catalogue.shipped_rows()]
    monkeypatch.setattr(catalogue, "shipped_rows", lambda: newer)
    assert catalogue.load() == len(newer) - 1
    assert newest().version == 2
    assert newest("seizure").version == 5


def test_who_changed_it_may_go_and_the_version_stays(as_administrator, administrator, cast):
    save(as_administrator)
    User.objects.filter(pk=administrator.pk).delete()
    assert newest().why == "quieter"
    assert catalogue.load() == 0
