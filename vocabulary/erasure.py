"""What kinds of personal data are erased where they slipped in."""

from typing import Final

from vocabulary.labels import LabelledEnum


class ErasedKind(LabelledEnum):
    """What an erasure says of what it took out, without the value."""

    NAME = "name", "A person's name"
    ADDRESS = "address", "An address"
    CONTACT = "contact", "A telephone number or e-mail address"
    NUMBER = "number", "An NHS, National Insurance or case number"
    BIRTH = "birth", "A date of birth"
    CIRCUMSTANCES = "circumstances", "Words about a person's health, care or family"
    OTHER = "other", "Something else about a person"


ERASED: Final = "[erased]"
"""What stands where it stood."""
