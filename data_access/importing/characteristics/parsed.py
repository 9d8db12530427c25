"""What reading a document of rating characteristics yields. Plain, so that it can be sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data_access.importing.reports.parsing.result import Unrecognised
from vocabulary.characteristics import CharacteristicOf


@dataclass(frozen=True)
class ReadCharacteristic:
    """One characteristic: of which quality statement and judgement, its words, and where they
    stand, in words."""

    statement: str
    rating: CharacteristicOf
    text: str
    place: str


@dataclass(frozen=True)
class ParsedCharacteristics:
    """What files say, in their order; what nothing could be made of, and why; and the day from
    which they hold, where they say one."""

    read: tuple[ReadCharacteristic, ...]
    unrecognised: tuple[Unrecognised, ...] = ()
    notes: tuple[str, ...] = ()
    valid_from: date | None = None
