"""Editions: what is published, fixed in time."""

from vocabulary.labels import LabelledEnum


class EditionAct(LabelledEnum):
    """What was done with an edition."""

    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class EditionState(LabelledEnum):
    """What became of an edition."""

    PREVIEW = "preview", "Not published"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
