"""The directory's pages: open to everybody, filters that combine, no cookie and no slower with more rows."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from resources import topics
from resources.models import Resource
from tests.resources.rows import make_resource, many_resources

pytestmark = pytest.mark.django_db


def slugs(response) -> list[str]:
    return [row.slug for row in response.context["page"]]


def listed(client, **asked):
    response = client.get(reverse("resources"), asked)
    assert response.status_code == 200
    return response


def test_it_opens_signed_out_and_sets_no_cookie(client):
    response = listed(client)
    assert isinstance(response.wsgi_request.user, AnonymousUser)
    assert not response.cookies


def test_thirty_stand_on_a_page_and_the_last_page_ends_it(client):
    total = Resource.objects.published().count()
    assert len(slugs(listed(client))) == 30
    assert len(slugs(listed(client, page="99"))) == total % 30
    assert slugs(listed(client, page="nonsense")) == slugs(listed(client))


def test_every_published_row_is_on_one_of_the_pages(client):
    seen = [slug for page in (1, 2, 3) for slug in slugs(listed(client, page=page))]
    assert sorted(seen) == sorted(Resource.objects.published().values_list("slug", flat=True))


def test_the_next_page_keeps_the_filters(client):
    many_resources(40, countries=["NZ"])
    response = listed(client, country="NZ", kind="helpline")
    assert 'href="?country=NZ&amp;kind=helpline&amp;page=2#results"' in response.text


def test_filters_combine(client):
    response = listed(client, country="GB", kind="peer_support", phase="paws", cost="free")
    assert "ketamine-care-hub" in slugs(response)
    assert {row.kind for row in response.context["page"]} == {"peer_support"}
    assert all(not row.countries or "GB" in row.countries for row in response.context["page"])


def test_words_and_filters_combine(client):
    assert slugs(listed(client, q="helpline", country="IE", kind="helpline")) == ["hse-drugs-and-alcohol-helpline"]


def test_a_phase_leaves_out_what_is_for_later(client):
    assert "oxford-house" not in slugs(listed(client, phase="acute", q="oxford house"))


def test_cost_is_a_filter(client):
    assert slugs(listed(client, cost="paid")) == ["oxford-house"]


@pytest.mark.parametrize("name", ["kind", "country", "phase", "cost"])
def test_an_unknown_choice_is_left_out_and_said_so(client, name):
    response = listed(client, **{name: "nonsense"})
    assert "so we left it out" in response.text
    assert response.context["page"].paginator.count == Resource.objects.published().count()


@pytest.mark.parametrize("words", ["x" * 101, "nul\0byte"])
def test_words_that_can_not_be_searched_are_left_out_and_said_so(client, words):
    assert "so we left it out: your words" in listed(client, q=words).text


def test_nothing_found_says_what_to_try(client):
    response = listed(client, q="xylophone")
    assert "Nothing found" in response.text
    assert "Try fewer words" in response.text


def test_what_was_typed_stays_in_the_box_and_can_not_run(client):
    response = listed(client, q='"><script>alert(1)</script>')
    assert "<script>alert" not in response.text
    assert "&lt;script&gt;" in response.text


def test_each_choice_says_how_many_it_would_leave(client):
    form = listed(client, country="GB", q="group").context["form"]
    kinds = dict(form.fields["kind"].choices)
    groups = slugs(listed(client, country="GB", q="group", kind="peer_support"))
    assert kinds["peer_support"] == f"Groups and peers ({len(groups)})"
    assert "research_article" not in kinds


def test_a_choice_that_is_set_counts_as_if_it_were_not(client):
    countries = dict(listed(client, country="IE", kind="helpline").context["form"].fields["country"].choices)
    assert countries["IE"] == f"Ireland ({len(slugs(listed(client, country='IE', kind='helpline')))})"
    assert countries["NZ"] == f"New Zealand ({len(slugs(listed(client, country='NZ', kind='helpline')))})"


def test_one_tap_leads_from_what_is_hard_to_what_fits(client):
    text = listed(client).text
    assert 'href="/resources/?topic=sleep#results"' in text
    assert 'href="/resources/?phase=acute#results"' in text
    assert slugs(listed(client, topic="sleep"))[:2] == ["sleep", "ucla-mindful"]
    assert slugs(listed(client, topic="k_cramps"))[0] == "k-cramps"


@pytest.mark.parametrize("code", topics.HARD)
def test_everything_that_can_be_hard_leads_to_something_to_read_first(client, code):
    first = listed(client, topic=code).context["page"][0]
    assert first.is_article
    assert first.audience == "patient"


def test_more_than_the_first_three_hundred_are_said_to_be_more(client):
    many_resources(400)
    response = listed(client, q="many places")
    assert "More than 300 results" in response.text
    assert response.context["page"].paginator.count == 300
    assert dict(response.context["form"].fields["cost"].choices)["free"] == "Free (300+)"


def test_filters_stand_open_when_one_is_set(client):
    assert '<details class="filters mb-3" open>' in listed(client, cost="free").text
    assert '<details class="filters mb-3">' in listed(client).text


def test_a_patient_is_offered_what_works_in_her_country(as_patient, client):
    assert 'href="?country=GB#results"' in listed(as_patient).text
    assert "?country=GB" not in listed(client).text


def test_every_published_row_has_a_page_and_no_other_row_does(client):
    answers = {row.slug: client.get(row.get_absolute_url()).status_code for row in Resource.objects.all()}
    missing = {slug for slug, status in answers.items() if status != 200}
    assert missing == {"baus-patient-leaflets", "ketamine-bladder-health", "samhsa-tip-35"}
    assert {answers[slug] for slug in missing} == {404}


def test_a_signed_in_patient_gets_the_same_page_that_is_not_there(as_patient):
    assert as_patient.get(reverse("resource", args=["no-such-place"])).status_code == 404


@pytest.mark.parametrize("status", ["draft", "suspended", "retired"])
def test_a_row_that_is_not_published_is_not_there(client, status):
    row = make_resource(status=status)
    assert client.get(row.get_absolute_url()).status_code == 404
    assert row.slug not in slugs(listed(client, q=row.name))


def test_a_page_offers_a_call_a_text_and_the_website(client):
    text = client.get(reverse("resource", args=["frank"])).text
    assert 'href="tel:03001236600"' in text
    assert 'href="sms:82111"' in text
    assert 'href="https://www.talktofrank.com" rel="noreferrer noopener"' in text


def test_a_page_says_whether_a_person_checked_it(client):
    assert "From a published list, not yet checked by us" in client.get(reverse("resource", args=["frank"])).text
    row = make_resource(verified_on="2026-03-02")
    assert "Last checked 2 March 2026" in client.get(row.get_absolute_url()).text


def test_a_language_without_a_name_is_shown_as_its_code(client):
    row = make_resource(languages=["en", "xx"])
    assert "English, xx" in client.get(row.get_absolute_url()).text


def test_a_page_warns_before_the_link(client):
    row = make_resource(url="https://example.org", content_warning="Shows medical pictures.", tel="", number_display="")
    text = client.get(row.get_absolute_url()).text
    assert -1 < text.index("Shows medical pictures.") < text.index("https://example.org")


def test_a_page_without_a_confirmed_address_says_so(client):
    text = client.get(reverse("resource", args=["bristol-drugs-project"])).text
    assert "not yet confirmed a web address" in text
    assert "bdp.org.uk" not in text


def test_editors_notes_and_search_words_stay_inside(client):
    row = make_resource(editor_note="Ask Kim", keywords="quokka")
    text = client.get(row.get_absolute_url()).text
    assert "Ask Kim" not in text
    assert "quokka" not in text


def test_browser_titles_are_neutral(client):
    for address in (reverse("resources"), reverse("resource", args=["ketamine-care-hub"])):
        assert "<title>Find help</title>" in client.get(address).text


def test_only_reading_is_allowed(client):
    assert client.post(reverse("resources")).status_code == 405


def test_the_list_asks_as_often_with_five_hundred_rows_more(client, count_queries):
    before = count_queries(lambda: listed(client, q="drugs", country="GB"))
    many_resources(500)
    assert count_queries(lambda: listed(client, q="drugs", country="GB")) == before <= 4


def test_a_misspelt_word_is_looked_up_once_more_whatever_there_is(client, count_queries):
    before = count_queries(lambda: listed(client, q="slepp tonight", country="GB"))
    many_resources(500)
    assert count_queries(lambda: listed(client, q="slepp tonight", country="GB")) == before <= 7


def test_a_page_asks_at_most_twice(client, count_queries):
    assert count_queries(lambda: client.get(reverse("resource", args=["frank"]))) <= 2
