"""From sign-up to review and back, in a real browser against the real product."""

import re

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.server]

PASSWORD = "a quiet long river"
# Her day begins at 04:00 where her browser is.
THREE_OF_HER_DAYS_AGO = "new Date(Date.now() - 4 * 36e5 - 3 * 864e5).toLocaleDateString('en-CA')"
ANSWERS = {"used_ketamine": "no", "craving": 7, "low_mood": 5, "anxiety": 6, "fatigue": 4, "self_harm_thoughts": 0}


def sign_up(visitor, username):
    visitor.go("/")
    visitor.page.click("text=Sign up >> nth=0")
    visitor.page.fill("[name=username]", username)
    for name in ("password1", "password2"):
        visitor.page.fill(f"[name={name}]", PASSWORD)
    visitor.page.click("main [type=submit]")


def be_welcomed(visitor):
    page = visitor.page
    page.check("[name=adult]")
    page.click("text=Yes, show them")
    page.click("text=I know the date")
    page.fill("[name=day0]", page.evaluate(THREE_OF_HER_DAYS_AGO))
    page.select_option("[name=country]", "GB")
    page.click("main [type=submit]")


def check_in(visitor, **answers):
    for name, value in (ANSWERS | answers).items():
        visitor.page.locator(f"input[name={name}][value='{value}']").locator("..").click()
    visitor.page.fill("[name=note]", "Walked by the sea.")
    visitor.page.click("text=Save today")
    visitor.page.wait_for_url("**/saved/")


def code_from(clinician):
    clinician.go("/admin/accounts/invitation/")
    clinician.page.click("text=/invite a patient/i >> nth=0")
    if clinician.page.locator("main form [type=submit], form.invite [type=submit]").count():
        clinician.page.locator("main form [type=submit], form.invite [type=submit]").first.click()
    return re.search(r"\b[A-Z2-9]{5}-[A-Z2-9]{5}\b", clinician.page.inner_text("body"))[0]


def test_a_patient_and_her_clinician_go_the_whole_way(visit, product):
    her, kim = visit(product), visit(product, viewport={"width": 1280, "height": 800})
    sign_up(her, "mara")
    be_welcomed(her)
    check_in(her)
    assert "Day 3 since last use" in her.page.inner_text("main")
    sees_timeline_and_help(her)
    kim.log_in("kim", product.clinician("kim", "Kim Keyworker"))
    share(her, code_from(kim))
    entry = reviewed_by(kim)
    revoke(her)
    assert kim.go(entry).status == 404
    assert her.wrong == [] and not her.strangers
    assert [text for text in kim.wrong if "404" not in text] == [] and not kim.strangers


def sees_timeline_and_help(her):
    her.page.click("text=See it on your timeline")
    assert her.page.locator("svg.chart").first.is_visible()
    her.page.click("nav.tabs >> text=Help")
    assert her.page.locator("a[href^='/resources/']").count() > 5
    her.page.click("text=Help now")
    assert her.page.locator("a[href='tel:999']").first.is_visible()


def share(her, code):
    her.go("/share/")
    her.page.fill("[name=code]", code)
    her.page.click("main [type=submit]")
    her.page.fill("[name=chosen_name]", "Mara")
    for box in her.page.locator("[name=scope]").all():
        box.check()
    her.page.click("text=Yes, share these")
    assert "Kim Keyworker" in her.page.inner_text("main")


def reviewed_by(kim):
    """Finds the entry on the caseload, marks it as reviewed; its address."""
    kim.go("/admin/")
    kim.page.click("text=Mara")
    kim.page.locator("a[href*='/journal/entry/'][href$='/change/']").first.click()
    assert "Walked by the sea." in kim.page.inner_text("body")
    entry = kim.page.url.removeprefix(kim.product.url)
    kim.page.click("text=/mark reviewed/i >> nth=0")
    kim.go(entry)
    assert re.search(r"reviewed|read by", kim.page.inner_text("body"), re.I)
    return entry


def revoke(her):
    her.go("/privacy/")
    assert "Kim Keyworker" in her.page.inner_text("main dl")
    her.page.click("text=Stop sharing with Kim Keyworker")
    assert "Access has ended" in her.page.inner_text("main")


def test_an_answer_about_self_harm_brings_the_right_numbers(visit, product):
    her = visit(product)
    sign_up(her, "lena")
    be_welcomed(her)
    check_in(her, self_harm_thoughts=2)
    panel = her.page.locator(".panel").first
    assert "Thank you for telling us" in panel.inner_text()
    assert panel.locator("a[href='tel:116123']").is_visible()
    assert "No one from a service sees this" in panel.inner_text()


def test_all_of_it_works_without_javascript(visit, product):
    her = visit(product, java_script_enabled=False)
    sign_up(her, "nora")
    her.page.check("[name=adult]")
    her.page.click("main [type=submit]")
    her.page.fill("[name=sleep_hours]", "5.5")
    check_in(her)
    assert "Saved" in her.page.inner_text("h1")
    her.go("/journal/today/")
    assert her.page.input_value("[name=sleep_hours]") == "5.5"


def test_all_of_it_works_with_the_keyboard_alone(visit, product):
    her = visit(product)
    sign_up(her, "ida")
    her.page.check("[name=adult]")
    her.page.click("main [type=submit]")
    her.page.focus("input[name=craving][value='0']")
    for key in ("Space", *["ArrowRight"] * 4):
        her.page.keyboard.press(key)
    her.page.focus("main [type=submit]")
    her.page.keyboard.press("Enter")
    her.page.wait_for_url("**/saved/")
    her.go("/journal/today/")
    assert her.page.is_checked("input[name=craving][value='4']")


def test_the_first_view_of_the_check_in_is_light(visit, product):
    her = visit(product)
    sign_up(her, "olga")
    her.page.check("[name=adult]")
    her.page.click("main [type=submit]")
    cold = her.context.new_page()
    sizes = []
    client = her.context.new_cdp_session(cold)
    client.send("Network.enable")
    client.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
    client.send("Network.setCacheDisabled", {"cacheDisabled": True})
    client.send("Network.setBypassServiceWorker", {"bypass": True})  # as on a phone that was never here
    cold.goto(product.url + "/journal/today/", wait_until="networkidle")
    assert 4 <= len(sizes) <= 6
    assert 20_000 < sum(sizes) <= 60_000
