"""What kind of fact a record is."""

from typing import Final

from vocabulary.labels import LabelledEnum


class Nature(LabelledEnum):
    """What kind of fact a row is. The three never look alike on screen."""

    PUBLISHED = "published"
    OWN = "own", "Own records"
    ILLUSTRATIVE = "illustrative", "Example"


NATURE_MARKS: Final[dict[Nature, str]] = {
    Nature.PUBLISHED: "Published",
    Nature.OWN: "Own records",
    Nature.ILLUSTRATIVE: "Example records",
}
"""On the mark of a screen."""

NATURE_IN_FULL: Final[dict[Nature, str]] = {
    Nature.PUBLISHED: "Published fact",
    Nature.OWN: "The council's own records",
    Nature.ILLUSTRATIVE: "Illustrative example, invented",
}
"""On a document, where nothing else says it."""

NATURE_EXPLAINED: Final[dict[Nature, str]] = {
    Nature.PUBLISHED: "Every figure comes from what the regulator and the ombudsman published.",
    Nature.OWN: "Every figure comes from records the council keeps.",
    Nature.ILLUSTRATIVE: "This council does not exist. Every record and every figure here was "
    "made up; none is about a real person or a real place.",
}
"""As a sentence to follow it."""
