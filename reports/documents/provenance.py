"""What stands on every document: as at when, for whom, of what nature, made from what."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from components.editions.edition import Edition
from components.packs.produced_pack import ProducedPack
from vocabulary.audience import AUDIENCE_EXPLAINED, Audience
from vocabulary.nature import Nature
from vocabulary.wording import long_date, short_date, uk_day, uk_moment

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


Exhibited = ProducedPack | Edition
"""What holds exhibits: a pack, or an edition."""


def as_at(document: Produced) -> str:
    """ "As at 30 September 2026, 10:30 UK time"; of an edition the day, "Figures as known on …"."""
    if isinstance(document, Edition):
        return f"Figures as known on {long_date(document.day)}"
    return f"As at {uk_moment(document.as_at or document.produced)}"


def footer_line(document: Produced) -> str:
    """What stands at every page's foot."""
    if isinstance(document, Edition):
        return f"{_edition(document)} · {as_at(document)}"
    audience = "public" if document.audience == "public" else "internal"
    return f"{as_at(document)} · Audience: {audience}"


def short_footer(document: Produced) -> str:
    """What stands at a slide's foot, where a back page says the rest: "Example Borough · Internal ·
    As at 30 Sep 2026"."""
    audience = "Public" if document.audience == "public" else "Internal"
    when = uk_day(document.as_at or document.produced)
    return f"{document.council} · {audience} · As at {short_date(when)}"


def facts(document: Produced) -> list[tuple[str, str]]:
    """Names and values for the first page."""
    if isinstance(document, Edition):
        return _facts_of_edition(document)
    told = [
        ("Records as at", uk_moment(document.as_at or document.produced)),
        ("Judged from", long_date(document.day)),
        ("Audience", AUDIENCE_EXPLAINED[document.audience]),
    ]
    if isinstance(document, ProducedPack):
        told.append(("Filters", document.filters))
    if document.revision is not None:
        told.append(("Records taken in", f"Up to batch {document.revision:,}"))
    told.append(("Produced", uk_moment(document.produced)))
    if isinstance(document, ProducedPack):
        told.append(("Digest", _in_halves(document.digest)))
    return told


def described(document: Exhibited) -> str:
    """What a file's properties say of it."""
    about = _edition(document) if isinstance(document, Edition) else document.filters
    return f"{about}. {as_at(document)}"


def _edition(edition: Edition) -> str:
    when = f"published {long_date(edition.published)}" if edition.published else "not published"
    return f"Edition {edition.number}, {when}"


def _facts_of_edition(edition: Edition) -> list[tuple[str, str]]:
    told = [
        ("Edition", f"{edition.number}"),
        ("Published", long_date(edition.published) if edition.published else "Not published"),
        ("Figures as known on", long_date(edition.day)),
    ]
    if edition.corrects:
        told.append(("Corrects", f"Edition {edition.corrects}. {edition.reason}"))
    if edition.corrected_by:
        told.append(("Corrected by", f"Edition {edition.corrected_by}: read that one instead"))
    return [*told, ("Digest", _in_halves(edition.digest))]


def _in_halves(digest: str) -> str:
    # Two lines of the same length, so that it can be compared by eye and breaks nowhere.
    return f"{digest[:32]} {digest[32:]}"
