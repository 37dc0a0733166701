"""The product's settings, production's as they are, with the minimal page beside its own."""

from pathlib import Path

from recovery_tracker.settings import *  # noqa: F403
from recovery_tracker.settings import MIDDLEWARE, TEMPLATES

ROOT_URLCONF = "script.benchmarks.addresses"
MIDDLEWARE.append("script.benchmarks.anew.forget_finished")
TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")
