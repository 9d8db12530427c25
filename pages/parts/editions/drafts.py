"""The edition that could be published now, and those that were, each worked out once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Final

from components.editions.edition import Edition, edition_to_be, of_stored
from components.exhibits.address import NOW, day_in_address, option_asked
from components.exhibits.memo import memo
from components.exhibits.records import Records
from components.exhibits.view import View
from components.web.principal import current_principal
from data_access.editions import PublishedEdition, editions_of
from data_access.ledger.history import month_ends
from data_access.moments import end_of
from data_access.snapshot import snapshot
from data_access.store.database import open_store

NEW: Final = "new"


def stored_editions(council: str) -> tuple[PublishedEdition, ...]:
    """Every edition of a council, oldest first."""
    return editions_of(open_store(), council, principal=current_principal())


@lru_cache(maxsize=256)
def read_edition(stored: PublishedEdition) -> Edition:
    """A stored edition as it is shown."""
    return of_stored(stored)


def days_offered(view: View) -> dict[str, str]:
    """The days whose end an edition may look back to, by what the address says, newest first."""
    days = month_ends(open_store(), view.today, principal=current_principal())
    return {NOW: "Now"} | {day.isoformat(): day_in_address(day) for day in days}


def kinds_offered(editions: Sequence[PublishedEdition]) -> dict[str, str]:
    """What the next edition may be, by what the address says: a new one, or the correction of one
    that nothing corrects yet."""
    return {NEW: "A new edition"} | {
        str(each.number): f"A correction of edition {each.number}"
        for each in reversed(editions)
        if not each.corrected_by
    }


def draft(view: View, asked: Mapping[str, str]) -> Edition:
    """The edition to be of a council that an address's parameters ask for; see `days_offered` and
    `kinds_offered`. UnknownInAddressError for what is not offered."""
    earlier = stored_editions(view.council)
    day = option_asked(asked, "day", days_offered(view), "day of an edition") or NOW
    corrects = option_asked(asked, "corrects", kinds_offered(earlier), "edition to correct") or NEW
    as_at = None if day == NOW else end_of(date.fromisoformat(day))
    known = snapshot(view.council, as_at, principal=current_principal())
    seen = View(view.council, known.nature, as_at.date() if as_at else view.today, as_at)
    return memo(known, _edition_to_be, seen, earlier, None if corrects == NEW else int(corrects))


def _edition_to_be(
    known: Records, view: View, earlier: tuple[PublishedEdition, ...], corrects: int | None
) -> Edition:
    return edition_to_be(
        known,
        view,
        tuple(map(read_edition, earlier)),
        title="" if corrects is None else earlier[corrects - 1].title,
        corrects=corrects,
    )


def named(edition: Edition, title: str, reason: str = "") -> Edition:
    """The edition under the title, and as a correction for the reason, that people gave it."""
    return replace(edition, title=title.strip() or edition.title, reason=reason.strip())
