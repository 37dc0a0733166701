"""GAD-7, and GAD-2 as its first two items (brief 3.1, 3.3)."""

from . import phq
from .definition import Band, Instrument, Item, Short

_ITEMS = (
    ("Feeling nervous, anxious or on edge", "69725-0"),
    ("Not being able to stop or control worrying", "68509-9"),
    ("Worrying too much about different things", "69733-4"),
    ("Trouble relaxing", "69734-2"),
    ("Being so restless that it is hard to sit still", "69735-9"),
    # LOINC's own display of this code says "last 4 weeks"; the questionnaire asks about 2. To report, not to mend here.
    ("Becoming easily annoyed or irritable", "69689-8"),
    ("Feeling afraid as if something awful might happen", "69736-7"),
)

GAD7 = Instrument(
    key="gad7",
    version=1,
    language="en",
    title="GAD-7",
    full_title="Generalized Anxiety Disorder scale, 7 items",
    about="worry",
    symptom="anxiety",
    recall=phq.RECALL,
    items=tuple(Item(n, f"gad7_{n}", text, loinc, phq.HOW_OFTEN) for n, (text, loinc) in enumerate(_ITEMS, start=1)),
    bands=(
        Band(0, 4, "minimal"),  # the brief names cut-offs from 5 on; below that, reproductions print this label
        Band(5, 9, "mild"),
        Band(10, 14, "moderate"),
        Band(15, 21, "severe"),
    ),
    positive_from=10,
    # The smallest change that matters, about 4: the study is known, its number wasn't seen (brief 3.5).
    clear_change=4,
    short=Short("GAD-2", ("gad7_1", "gad7_2"), highest=6, positive_from=3),
    loinc_panel="69737-5",
    loinc_total="70274-6",
    copyright=phq.COPYRIGHT,
    licence=phq.LICENCE,
    licence_source=phq.LICENCE_SOURCE,
    licence_checked_on=phq.LICENCE_CHECKED_ON,
)
