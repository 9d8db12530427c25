"""Enums whose members carry what people call them."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class LabelledEnum(StrEnum):
    """Stored codes with their labels: the code in words, unless a member names its own."""

    label: str

    def __new__(cls, code: str, label: str | None = None) -> Self:
        """A member: `CARE_ACT = "care_act", "Care Act"`."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label or code_in_words(code)
        return member

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Labels by code, in the order of the members."""
        return {member.value: member.label for member in cls}


def code_in_words(code: str) -> str:
    """Put a stored code as people read it: "care_act" as "Care act"."""
    return code[:1].upper() + code[1:].replace("_", " ")
