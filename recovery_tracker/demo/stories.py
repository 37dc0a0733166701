"""How the time of each one went, by log-in name. Invented from nobody; the phases of the timeline only lend a rough
shape, and no two are alike. Noor has no diary yet."""

from .diaries import USED, Story

THOUGHTS = "self_harm_thoughts"

ROBIN = Story(
    last=2,
    hour=21,
    restless=0.3,
    stated={USED: {0: True}, THOUGHTS: {2: 1}},
    outline={
        "craving": {0: 5, 1: 8, 2: 9},
        "low_mood": {0: 6, 1: 6, 2: 7},
        "anxiety": {0: 4, 1: 7, 2: 8},
        "sleep_hours": {0: 6, 1: 4, 2: 2.5},
        "fatigue": {0: 6, 1: 7, 2: 8},
        "body_discomfort": {0: 3, 1: 5, 2: 7},
    },
    skipped={"body_discomfort": (0,), THOUGHTS: (0,)},
    notes={
        0: "Signed up tonight. I want this to be the last time.",
        1: "Shaky hands. My sister stayed over and made soup.",
        2: "Hardly slept. Walked round the block twice and had a long shower.",
    },
)

MATEO = Story(
    first=1,
    last=15,
    hour=22.5,
    stated={USED: {}, THOUGHTS: {4: 1}},
    outline={
        "craving": {1: 6, 3: 8, 6: 7, 9: 4, 12: 4, 15: 2.5},
        "low_mood": {1: 3, 4: 6, 8: 7, 12: 6, 15: 5},
        "anxiety": {1: 7, 3: 7, 7: 5, 11: 5, 15: 3},
        "sleep_hours": {1: 4, 4: 4.5, 8: 6, 12: 6.5, 15: 7},
        "fatigue": {1: 5, 5: 7, 10: 6, 15: 5},
        "body_discomfort": {1: 6, 4: 4, 8: 2, 12: 0.5},
        "irritability": {1: 7, 5: 6, 9: 3, 15: 2},
    },
    asked_from={"irritability": 2},
    gaps=(6, 12),
    days_late={5: 2},
    tougher={11: 2.2},
    skipped={"anxiety": (9,), THOUGHTS: (8, 13)},
    notes={
        2: "Deleted the numbers from my phone.",
        4: "Cried a lot and don't know why.",
        7: "One week. Slept through until six.",
        11: "Payday. Gave my card to my brother before work and it helped.",
        15: "Cooked a real dinner.",
    },
)

FREYA = Story(
    last=121,
    hour=13,
    restless=0.9,
    stated={USED: {0: True}, THOUGHTS: {3: 1, 20: 1}, "nightmares": {100: 1, 104: 2, 105: 1, 112: 1}},
    outline={
        "craving": {
            0: 4, 2: 8, 6: 7, 10: 5, 16: 4, 28: 3, 40: 1, 62: 1, 67: 5, 72: 2, 99: 0.5, 104: 6, 109: 2, 121: 0.5,
        },
        "low_mood": {0: 4, 4: 6, 14: 6, 22: 7, 34: 4, 58: 3, 68: 6, 80: 4, 98: 2, 105: 5, 113: 2, 121: 1.5},
        "anxiety": {0: 6, 5: 7, 14: 5, 30: 3, 64: 2, 68: 4, 80: 2, 104: 4, 112: 1.5},
        "sleep_hours": {0: 5, 3: 3.5, 9: 5, 20: 6, 35: 7, 66: 5.5, 75: 7, 103: 6, 121: 7.5},
        "fatigue": {0: 6, 6: 7, 20: 6, 40: 4, 68: 5, 90: 3, 121: 2},
        "body_discomfort": {0: 4, 4: 6, 12: 3, 25: 1, 50: 0.5, 121: 0.3},
        "concentration": {8: 7, 24: 6, 45: 5, 70: 5, 95: 3, 121: 2},
    },
    asked_from={"concentration": 8, "nightmares": 96},
    triggers={
        "lonely": (38, 45, 59, 66, 67, 78, 104, 105, 116),
        "argument": (41, 52, 66, 95, 104),
        "weekend": (39, 40, 46, 47, 53, 54, 60, 61, 67, 68, 74, 75, 81, 82, 95, 96, 102, 103, 109, 110, 116, 117),
        "payday": (48, 79, 109),
    },
    gaps=(7, 19, 33, 34, 35, 36, 44, 57, 58, 71, 83, 84, 85, 86, 87, 88, 93, 101, 115),
    days_late={46: 2, 89: 3, 90: 2},
    tougher={20: 1.8, 66: 2.0, 67: 1.5, 104: 2.2, 109: -1.5},
    skipped={"fatigue": (15, 48), "sleep_hours": (61,), USED: (29,), "low_mood": (77,), THOUGHTS: (12, 68, 104)},
    notes={
        0: "Day one of the diary. I told my housemate.",
        3: "Everything is too loud.",
        14: "First group. I didn't say anything but I stayed.",
        20: "Mum's birthday without me. Went for a swim instead of going out.",
        37: "Back from four days at the coast with no signal. Slept so well.",
        45: "Read a whole chapter and remembered it.",
        66: "A friend had some at his flat. I left and took the tram home.",
        67: "Still thinking about it. Called Kim.",
        89: "Was ill in bed for most of the week. No urges, just a fever.",
        104: "Out of nowhere, wanted it all afternoon. It passed around eight.",
        109: "A good day. Nothing more to say.",
        120: "Four months nearly. Applied for the course.",
    },
)

SOL = Story(
    first=2,
    last=59,
    hour=22,
    stated={USED: {38: True}, THOUGHTS: {39: 2, 40: 1}},
    outline={
        "craving": {2: 8, 5: 8, 9: 6, 15: 5, 24: 2.5, 31: 3, 36: 6, 38: 8, 39: 5, 41: 7, 46: 5, 52: 3, 59: 2},
        "low_mood": {2: 5, 7: 6, 15: 5, 25: 3, 34: 4, 38: 6, 39: 9, 42: 7, 48: 5, 54: 4, 59: 2.5},
        "anxiety": {2: 7, 8: 5, 18: 3, 33: 3, 37: 6, 39: 7, 44: 5, 59: 2.5},
        "sleep_hours": {2: 4, 6: 4.5, 14: 6, 28: 7.5, 35: 6, 38: 4, 39: 3.5, 44: 5.5, 52: 7, 59: 7},
        "fatigue": {2: 6, 10: 6, 24: 3, 36: 4, 39: 8, 46: 5, 59: 3},
        "body_discomfort": {2: 5, 8: 3, 20: 1, 38: 1, 40: 5, 46: 2, 59: 1},
        "stress": {2: 5, 20: 4, 30: 5, 36: 8, 39: 7, 48: 4, 59: 3},
    },
    asked_from={"stress": 14},
    gaps=(10, 18, 25, 26, 41, 49, 56),
    days_late={38: 1},
    tougher={35: 1.0, 37: 1.5, 52: 1.2},
    skipped={"body_discomfort": (13,), "low_mood": (38,), THOUGHTS: (2, 38)},
    notes={
        2: "Starting to write things down.",
        12: "Ran three kilometres, slowly.",
        28: "Four weeks. Had a cake with my dad.",
        35: "Lost the job. Not sleeping.",
        37: "Keep thinking about it. Didn't call anyone.",
        38: "I used last night. First time in five weeks. I'm writing it down because I said I would.",
        40: "Told Kim. She wasn't angry. We made a plan for the weekend.",
        52: "Interview went badly. Went climbing with Jules after.",
        59: "Three weeks again. It feels different from the first time.",
    },
    first_notes={38: "I used last night."},
)

MARTA = Story(
    first=1,
    last=15,
    hour=23,
    stated={USED: {}, THOUGHTS: {13: 1}},
    outline={
        "craving": {1: 6, 4: 7, 7: 5, 10: 5, 12: 6, 15: 8},
        "low_mood": {1: 5, 5: 5, 9: 7, 15: 8},
        "anxiety": {1: 6, 4: 6, 9: 5, 15: 7},
        "sleep_hours": {1: 5, 4: 4.5, 8: 6, 12: 5, 15: 3.5},
        "fatigue": {1: 5, 6: 6, 15: 8},
        "body_discomfort": {1: 4, 5: 3, 15: 2},
    },
    gaps=(5, 8, 11, 12, 14),
    skipped={"body_discomfort": (9, 10, 13, 15), "anxiety": (13,), THOUGHTS: (1, 10, 15)},
    notes={
        1: "My partner asked me to try this.",
        6: "Quiet day.",
        10: "Cancelled on everyone again.",
        15: "Can't see the point of writing it all down tonight.",
    },
)

CALLUM = Story(
    first=9,
    last=44,
    hour=19.5,
    restless=0.7,
    stated={
        USED: {},
        THOUGHTS: {},
        "blood_in_urine": {31: True},
        "cannot_urinate": {},
        "urine_leak": {18: True, 31: True, 32: True, 41: True},
    },
    outline={
        "craving": {9: 6, 15: 5, 24: 4, 30: 5, 38: 3, 44: 2},
        "low_mood": {9: 5, 20: 4, 31: 6, 36: 4, 44: 3},
        "anxiety": {9: 4, 20: 3, 31: 7, 34: 5, 44: 3},
        "sleep_hours": {9: 4.5, 20: 5, 32: 4.5, 44: 6},
        "fatigue": {9: 7, 20: 6, 32: 7, 44: 5},
        "body_discomfort": {9: 6, 20: 5, 31: 6, 44: 4},
        "urinary_pain": {9: 7, 16: 6, 24: 5, 29: 5, 31: 8, 35: 5, 44: 3},
        "urinary_urgency": {9: 8, 18: 7, 31: 8, 44: 5},
        "urinary_frequency": {9: 18, 18: 16, 26: 14, 31: 17, 36: 13, 44: 11},
        "nocturia": {9: 6, 18: 5, 31: 5, 37: 4, 44: 3},
        "k_cramps": {14: 5, 28: 3, 42: 1},
    },
    asked_from={"blood_in_urine": 12, "cannot_urinate": 12, "urine_leak": 12},
    weekly=("k_cramps", "cannot_urinate"),
    triggers={"pain": (10, 12, 16, 20, 24, 29, 31, 32, 35, 38), "tired": (11, 17, 26, 33, 40)},
    gaps=(13, 14, 22, 28, 39),
    tougher={31: 1.0},
    skipped={"urinary_urgency": (10, 11), "blood_in_urine": (12, 19), "low_mood": (26,)},
    notes={
        9: "I'm not sure of the date I stopped. About then.",
        12: "Up five times. I plan every trip around toilets.",
        21: "Pain was lower after the bath.",
        31: "Some blood this morning. Rang the nurse and have an appointment this week.",
        35: "They took a sample. Scan in two weeks.",
        40: "Sat through a whole film.",
    },
)

MEI_USED = (0, 1, 3, 4, 6, 7, 9, 11, 12, 15, 16, 19, 22, 24, 29, 33, 38)
MEI = Story(
    last=41,
    hour=22.8,
    stated={USED: dict.fromkeys(MEI_USED, True), THOUGHTS: {}},
    outline={
        "craving": {0: 7, 10: 8, 20: 7, 30: 5, 41: 4},
        "low_mood": {0: 4, 15: 5, 30: 4, 41: 3},
        "anxiety": {0: 5, 14: 6, 28: 5, 41: 4},
        "sleep_hours": {0: 5.5, 20: 6, 41: 7},
        "fatigue": {0: 7, 14: 6, 28: 5, 41: 4},
        "body_discomfort": {0: 3, 20: 3, 41: 2},
        "control_confidence": {0: 3, 14: 3, 28: 5, 41: 6},
    },
    asked_from={"control_confidence": 8},
    # The days after use are tougher ones.
    tougher={day + 1: 1.2 for day in MEI_USED if day + 1 not in MEI_USED},
    gaps=(5, 13, 20, 27, 35, 36),
    days_late={21: 1},
    skipped={USED: (14, 26), THOUGHTS: (0, 6, 17, 30), "body_discomfort": (9, 23)},
    notes={
        0: "I don't want to stop completely yet. I want my weekends back.",
        8: "Said no once today.",
        18: "Two days in a row without. Tired but okay.",
        25: "Boring evening, which is new.",
        28: "Four nights. Longest this year.",
        38: "Used at a birthday, went home at midnight.",
        41: "Jo says to bring this to the next visit.",
    },
)

STORIES = {
    "robin": ROBIN, "mateo": MATEO, "freya": FREYA, "sol": SOL, "marta": MARTA, "callum": CALLUM, "mei": MEI,
}  # fmt: skip
