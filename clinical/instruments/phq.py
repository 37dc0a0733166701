"""What the questionnaires of the PHQ family share: the first words, the answers, and the notice (brief 3.1 to 3.3)."""

from datetime import date

from .definition import Licence, Option

RECALL = "Over the last 2 weeks, how often have you been bothered by any of the following problems?"
# The lowest is "Not at all". "Not at all sure" is a known error of reproductions (brief 3.3).
HOW_OFTEN = (
    Option(0, "Not at all", "LA6568-5"),
    Option(1, "Several days", "LA6569-3"),
    Option(2, "More than half the days", "LA6570-1"),
    Option(3, "Nearly every day", "LA6571-9"),
)
COPYRIGHT = (
    "Copyright © Pfizer Inc. All rights reserved. Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, "
    "Kurt Kroenke and colleagues, with an educational grant from Pfizer Inc. "
    "No permission required to reproduce, translate, display or distribute."
)
# The notice was read where others quote it, who name this source (brief 3.1); the source itself wasn't opened.
LICENCE = Licence.PERMISSION_NOT_REQUIRED
LICENCE_SOURCE = "https://www.phqscreeners.com/"
LICENCE_CHECKED_ON = date(2026, 11, 22)
