"""How old somebody is who reads a text with ease, by Flesch and Kincaid: words a sentence and syllables a word."""

import re

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
SENTENCE_END = re.compile(r"[.!?:](?:[”\"']?\s|[”\"']?$)|\n")
VOWELS = re.compile(r"[aeiouy]+")
SCHOOL_BEGINS_AT = 5  # grade 0 is the year a child is five
# Names, and words whose vowels mislead a count by groups of letters.
COUNTED = {
    "ketamine": 3, "diary": 3, "being": 2, "going": 2, "doing": 2, "anxiety": 4, "people": 2, "something": 2,
    "someone": 2, "somewhere": 2, "sometimes": 2, "therapies": 3, "medicine": 3, "science": 2, "area": 3, "idea": 3,
    "ideas": 3, "trying": 2, "quiet": 2, "every": 2, "evening": 2, "usually": 4, "radio": 3, "seeing": 2, "react": 2,
}


def syllables(word: str) -> int:
    """As one says it: groups of vowels, without an e that is silent at the end."""
    word = word.lower().replace("’", "").replace("'", "")
    if word in COUNTED:
        return COUNTED[word]
    stem = re.sub(r"(?<=[^aeiouyl])e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouyscxzhg])es$|(?<=[aeiouy]l)e$", "", word)
    return max(1, len(VOWELS.findall(stem)))


def reading_age(text: str) -> float:
    """In years. A line is a sentence of its own, as in a list."""
    sentences = [part for part in SENTENCE_END.split(text) if WORD.search(part)]
    words = WORD.findall(text)
    a_sentence, a_word = len(words) / len(sentences), sum(map(syllables, words)) / len(words)
    return 0.39 * a_sentence + 11.8 * a_word - 15.59 + SCHOOL_BEGINS_AT
