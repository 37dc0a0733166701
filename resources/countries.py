"""The countries a person can choose. A country that is not here is "somewhere else", never a neighbour."""

import re

ELSEWHERE = ""
COMMON = {
    "US": "United States",
    "GB": "United Kingdom",
    "IE": "Ireland",
    "CA": "Canada",
    "AU": "Australia",
    "NZ": "New Zealand",
}
OTHERS = {
    "AT": "Austria",
    "BE": "Belgium",
    "BG": "Bulgaria",
    "HR": "Croatia",
    "CY": "Cyprus",
    "CZ": "Czechia",
    "DK": "Denmark",
    "EE": "Estonia",
    "FI": "Finland",
    "FR": "France",
    "DE": "Germany",
    "GR": "Greece",
    "HK": "Hong Kong",
    "HU": "Hungary",
    "IT": "Italy",
    "LV": "Latvia",
    "LT": "Lithuania",
    "LU": "Luxembourg",
    "MT": "Malta",
    "NL": "Netherlands",
    "PL": "Poland",
    "PT": "Portugal",
    "RO": "Romania",
    "SK": "Slovakia",
    "SI": "Slovenia",
    "ES": "Spain",
    "SE": "Sweden",
}
NAMES = {**COMMON, **OTHERS}
CHOICES = [*NAMES.items(), (ELSEWHERE, "Somewhere else")]

# One row of lines serves all of these: 112 answers in every member state.
UNION = "EU"
UNION_NAME = "European Union"
UNION_MEMBERS = frozenset(OTHERS) - {"HK"} | {"IE"}

# What people type for a country whose code is another one.
ALIASES = {"UK": "GB"}
REGION = re.compile(r"^[a-z]{2,3}(?:-[a-z]{4})?-([a-z]{2})\b", re.IGNORECASE)
LONGEST_HEADER = 500


def codes() -> list[tuple[str, str]]:
    """Choices for a stored country code: every country here."""
    return list(NAMES.items())


def line_codes() -> list[tuple[str, str]]:
    """Choices for the country of a crisis line: the countries, the European Union, and anywhere ("")."""
    return [(ELSEWHERE, "Anywhere"), (UNION, UNION_NAME), *NAMES.items()]


def name(code: str) -> str:
    """The country's name; a code nobody listed comes back as it is."""
    return UNION_NAME if code == UNION else NAMES.get(code, code)


def known(text: str) -> str | None:
    """The code of the country a person named by its code, "" for somewhere else, None when there is no such country."""
    code = text.strip().upper()
    code = ALIASES.get(code, code)
    return code if code == ELSEWHERE or code in NAMES else None


def guess(accept_language: str) -> str | None:
    """The country of the language the browser likes best, if it names one of ours; otherwise None.

    Only the first tag with a region counts: somebody who reads en-ZA before en-GB is not in Britain.
    """
    tags = [part.partition(";") for part in accept_language[:LONGEST_HEADER].split(",")]
    ranked = sorted(tags, key=lambda tag: -_quality(tag[2]))
    regions = (REGION.match(tag[0].strip()) for tag in ranked)
    first = next((match.group(1).upper() for match in regions if match), "")
    return first if first in NAMES else None


def _quality(parameter: str) -> float:
    try:
        return float(parameter.strip().removeprefix("q="))
    except ValueError:
        return 1.0
