"""PHQ-9, and PHQ-2 as its first two items (brief 3.1, 3.2)."""

from . import phq
from .definition import Band, Instrument, Item, Option, Short

HOW_DIFFICULT = (
    Option(0, "Not difficult at all", "LA6572-7"),
    Option(1, "Somewhat difficult", "LA6573-5"),
    Option(2, "Very difficult", "LA6575-0"),
    Option(3, "Extremely difficult", "LA6574-3"),
)
SELF_HARM = "phq9_9"

_ITEMS = (
    ("Little interest or pleasure in doing things", "44250-9"),
    ("Feeling down, depressed, or hopeless", "44255-8"),
    ("Trouble falling or staying asleep, or sleeping too much", "44259-0"),
    ("Feeling tired or having little energy", "44254-1"),
    ("Poor appetite or overeating", "44251-7"),
    ("Feeling bad about yourself — or that you are a failure or have let yourself or your family down", "44258-2"),
    ("Trouble concentrating on things, such as reading the newspaper or watching television", "44252-5"),
    (
        "Moving or speaking so slowly that other people could have noticed? Or the opposite — being so fidgety or "
        "restless that you have been moving around a lot more than usual",
        "44253-3",
    ),
    ("Thoughts that you would be better off dead or of hurting yourself in some way", "44260-8"),
)
_FUNCTION = Item(
    10,
    "phq9_10",
    "If you checked off any problems, how difficult have these problems made it for you to do your work, take care of "
    "things at home, or get along with other people?",
    "69722-7",
    HOW_DIFFICULT,
    summed=False,
)

PHQ9 = Instrument(
    key="phq9",
    version=1,
    language="en",
    title="PHQ-9",
    full_title="Patient Health Questionnaire, 9 items",
    about="mood",
    symptom="low_mood",
    recall=phq.RECALL,
    items=(
        *(Item(n, f"phq9_{n}", text, loinc, phq.HOW_OFTEN) for n, (text, loinc) in enumerate(_ITEMS, start=1)),
        _FUNCTION,
    ),
    bands=(
        Band(0, 4, "minimal"),
        Band(5, 9, "mild"),
        Band(10, 14, "moderate"),
        Band(15, 19, "moderately severe"),
        Band(20, 27, "severe"),
    ),
    positive_from=10,
    # Conventional; not confirmed in a source (brief 3.5).
    clear_change=5,
    # The usual cut-off; 2 finds more people, also more who don't have it (brief 3.1). Its LOINC codes are too weak
    # to be written down.
    short=Short("PHQ-2", ("phq9_1", "phq9_2"), highest=6, positive_from=3),
    loinc_panel="44249-1",
    loinc_total="44261-6",
    copyright=phq.COPYRIGHT,
    licence=phq.LICENCE,
    licence_source=phq.LICENCE_SOURCE,
    licence_checked_on=phq.LICENCE_CHECKED_ON,
    harm_item=SELF_HARM,
    # Sleep, energy, appetite, concentration and movement overlap with withdrawal (brief 3.5).
    apart=("phq9_1", "phq9_2", "phq9_6", SELF_HARM),
)
