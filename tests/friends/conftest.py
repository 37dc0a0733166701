"""Two friends beside the cast: one of `patient`, and one of somebody else who may learn nothing of her."""

import pytest
from django.core.cache import cache

from friends.services import say
from tests.people import make_friend, make_goal, signed_in


@pytest.fixture(autouse=True)
def nobody_has_guessed_yet():
    """Each test begins without a count of codes that were tried."""
    cache.clear()


@pytest.fixture
def tie(patient):
    """What `patient` lets her friend see through: how she is, and one of two goals."""
    tie = make_friend(patient)
    make_goal(patient, "Walk to the park", seen_by=[tie.pk])
    make_goal(patient, "Something private")
    say(patient=patient, word="call")
    return tie


@pytest.fixture
def other_tie(other_patient):
    """Somebody else's friend."""
    return make_friend(other_patient)


@pytest.fixture
def as_friend(tie):
    """A browser in which the friend of `patient` is signed in."""
    return signed_in(tie.account)


@pytest.fixture
def as_other_friend(other_tie):
    """A browser in which somebody else's friend is signed in."""
    return signed_in(other_tie.account)
