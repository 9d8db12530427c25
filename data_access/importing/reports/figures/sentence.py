"""A sentence of a report, as it stands on the page and as its figures are read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from data_access.importing.encoder.encode import Encoded


@dataclass(frozen=True)
class Sentence:
    """A sentence as it is read, and as it stands on the page."""

    text: str
    reference: str
    whole: str
    encoded: Encoded | None = None

    def read_as(self, text: str) -> Sentence:
        """The same sentence, its words read so."""
        return replace(self, text=text)
