"""Promises about the house as a whole: which way imports run, what may be public, what no file may hold."""

import ast
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.backends.postgresql.psycopg_any import is_psycopg3
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).parent.parent
FLOORS = {
    "clinical": 1, "resources": 1, "accounts": 1, "flags": 2, "journal": 3, "assessments": 3, "plans": 3, "goals": 3,
    "timeline": 4, "friends": 4, "review": 5, "recovery_tracker": 6,
}  # fmt: skip
# Addresses that answer without signing in. Everything else asks for it.
PUBLIC = {
    "home", "healthz", "service_worker", "manifest", "timeline_about", "resources", "resource", "help_now",
    "join",
    "account_login", "account_signup", "account_logout", "account_inactive", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key", "account_reset_password_from_key_done",
    "account_confirm_email", "account_email_verification_sent",
}  # fmt: skip
BANNED = (  # brief 8.1, and claims of 8.4 that nobody may make
    r"addicts?", r"abusers?", r"junk(?:y|ie)s?", r"k-heads?", r"substance abuse", r"drug abuse", r"slip-ups?",
    r"fell off the wagon", r"get clean", r"(?:staying|stay|stayed|been|days) clean", r"relapsed?", r"streaks?",
    r"back to zero", r"bad days?", r"non-compliant", r"compliant", r"committed suicide", r"failed attempt",
    r"suffer(?:s|ing)? from", r"victims?", r"battling", r"risk scores?", r"low risk", r"clinically proven",
    r"normal symptoms?", r"treats addiction", r"nhs approved", r"hipaa certified", r"you failed",
)  # fmt: skip
ALLOWED = (  # names and titles of others, quoted as they are
    "ketamine-abuse-and-the-urinary-tract", "relapse-prevention-plan", "relapse-prevention plan",
    "substance-abuse clinics",
    "Substance Abuse", "relapse prevention",
)  # fmt: skip


def python_files():
    return [path for app in FLOORS if (ROOT / app).is_dir() for path in sorted((ROOT / app).rglob("*.py"))]


def imported_by(path):
    for node in ast.walk(ast.parse(path.read_text())):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module]
        yield from (name.split(".")[0] for name in names)


def test_imports_run_downward_only():
    wrong = []
    for path in python_files():
        home = path.relative_to(ROOT).parts[0]
        others = {name for name in imported_by(path) if name in FLOORS and name != home}
        wrong += [f"{path}: {name}" for name in others if FLOORS[name] >= FLOORS[home]]
    assert wrong == []


def test_the_clinical_rules_know_no_framework_and_the_directory_no_app():
    for path in python_files():
        home = path.relative_to(ROOT).parts[0]
        names = set(imported_by(path))
        assert home != "clinical" or not names & {"django", *FLOORS} - {"clinical"}, path
        assert home != "resources" or not names & set(FLOORS) - {"resources"}, path


def test_no_file_is_longer_than_fits_in_a_head():
    written = [path for path in python_files() if "migrations" not in path.parts]
    assert [path for path in written if len(path.read_text().splitlines()) > 400] == []


def addresses(patterns=None, prefix=""):
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLResolver) and not str(pattern.pattern).startswith("admin/"):
            yield from addresses(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield prefix + str(pattern.pattern), pattern


def filled(address):
    """The address with something in each of its gaps."""
    gaps = {"day": "2026-01-05", "int": "1", "slug": "samaritans", "uuid": "0" * 32, "str": "x"}
    address = re.sub(r"<(?:(\w+):)?\w+>", lambda gap: gaps.get(gap[1], "x"), address.replace("^", "").replace("$", ""))
    return "/" + re.sub(r"\(\?P<\w+>[^)]*\)", "x-y", address).replace("\\", "")


def test_every_address_asks_who_is_there_unless_it_is_listed_as_public(db, client):
    open_ones = set()
    for address, pattern in addresses():
        answer = client.get(filled(address))
        asked = answer.status_code == 302 and answer.url.startswith("/accounts/login/")
        if not asked:
            open_ones.add(pattern.name)
    assert open_ones == PUBLIC


def test_no_migration_is_missing(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_driver_is_the_one_that_was_asked_for():
    assert not is_psycopg3


@pytest.mark.parametrize("folder", ["templates", "static"])
def test_no_page_asks_another_host_for_anything(folder):
    asks = re.compile(r"""(?:src|srcset|action|poster)\s*=\s*["']?(?:https?:)?//|<link[^>]+href=["']?(?:https?:)?//"""
                      r"""|url\(\s*["']?(?:https?:)?//|@import""", re.I)  # fmt: skip
    files = [path for path in (ROOT / folder).rglob("*.*") if path.suffix in {".html", ".css", ".js", ".svg"}]
    assert files
    assert [path for path in files if asks.search(path.read_text())] == []


def texts():
    """Everything a person may read: templates, data files, and the words in the code of our apps."""
    yield from (ROOT / "templates").rglob("*.html")
    yield from (ROOT / "templates").rglob("*.txt")
    yield from (path for app in FLOORS for path in (ROOT / app).rglob("data/*.json"))
    yield from python_files()
    yield ROOT / "README.md"


def test_no_banned_word_reaches_anybody():
    banned = re.compile(r"\b(?:" + "|".join(BANNED) + r")\b", re.I)
    found = []
    for path in texts():
        text = path.read_text()
        for allowed in ALLOWED:
            text = text.replace(allowed, "")
        found += [f"{path.name}: {match[0]}" for match in banned.finditer(text)]
    assert found == []


def test_no_text_form_of_a_row_tells_who_or_what(patient, clinician):
    secrets = {patient.chosen_name, patient.user.username}
    for row in [patient, patient.user, *patient.care_links.all(), *patient.consents.all()]:
        assert not any(secret in str(row) for secret in secrets)




def test_no_address_of_a_patient_opens_for_staff(as_stranger, as_clinician, as_administrator):
    asked = [(filled(address), pattern.name) for address, pattern in addresses() if pattern.name not in PUBLIC]
    hers = [address for address, name in asked if not name.startswith("account_")]
    assert len(hers) > 15
    for client in (as_stranger, as_clinician, as_administrator):
        answers = {address: client.get(address).status_code for address in hers}
        assert {address for address, status in answers.items() if status not in (404, 405)} == set()
