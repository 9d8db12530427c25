"""What stands on every document: as at when, for whom, of what nature, made from what."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from components.exhibits.produced_pack import ProducedPack
from vocabulary.audience import AUDIENCE_EXPLAINED, Audience
from vocabulary.nature import Nature
from vocabulary.wording import long_date

PAGE, OF_PAGES = "Page ", " of "
"""Around a page's number and how many there are, at every page's foot."""


class Produced(Protocol):
    """A pack or a written report."""

    @property
    def title(self) -> str:
        """Its name."""
        ...

    @property
    def council(self) -> str:
        """Whose records it shows."""
        ...

    @property
    def nature(self) -> Nature:
        """What kind of records those are."""
        ...

    @property
    def audience(self) -> Audience:
        """Who may see it."""
        ...

    @property
    def day(self) -> date:
        """The day the figures are judged from."""
        ...

    @property
    def as_at(self) -> datetime | None:
        """The moment the records are shown as known at (UTC)."""
        ...

    @property
    def produced(self) -> datetime:
        """When it was made (UTC)."""
        ...

    @property
    def revision(self) -> int | None:
        """The number of the ledger's newest batch known then."""
        ...


def moment(when: datetime) -> str:
    """ "30 September 2026, 09:30 UTC"."""
    return f"{long_date(when)}, {when:%H:%M} UTC"


def as_at(document: Produced) -> str:
    """ "As at 30 September 2026, 09:30 UTC"."""
    return f"As at {moment(document.as_at or document.produced)}"


def footer_line(document: Produced) -> str:
    """What stands at every page's foot."""
    audience = "public" if document.audience == "public" else "internal"
    return f"{as_at(document)} · Audience: {audience}"


def facts(document: Produced) -> list[tuple[str, str]]:
    """Names and values for the first page."""
    told = [
        ("Records as at", moment(document.as_at or document.produced)),
        ("Judged from", long_date(document.day)),
        ("Audience", AUDIENCE_EXPLAINED[document.audience]),
    ]
    if isinstance(document, ProducedPack):
        told.append(("Filters", document.filters))
    if document.revision is not None:
        told.append(("Ledger revision", f"Batch {document.revision:,}"))
    told.append(("Produced", moment(document.produced)))
    if isinstance(document, ProducedPack):
        # In two lines of the same length, so that it can be compared by eye and breaks nowhere.
        told.append(("Digest", f"{document.digest[:32]} {document.digest[32:]}"))
    return told
