"""An edition: what is published, fixed in time. The public sees editions and nothing else.

It shows facts that the regulator and the ombudsman published, and what the council's own records
say, worked out from protected counts alone (`measures.disclosure.joint`). As JSON it holds what it
shows and nothing else, so that a later program shows it unchanged.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any, Protocol

from components.editions.as_json import compact, exhibit_of_json, exhibit_to_json, frozen
from components.editions.counts import count_tables, waits_for_the_rest
from components.editions.exhibits.own_records import OWN_RECORDS, exhibits_of
from components.editions.published_facts import IN_EDITIONS, has_something, published_exhibit
from components.exhibits.exhibit import Exhibit
from components.exhibits.records import Records, names_of_themes
from components.exhibits.view import View
from measures.disclosure.count_tables import words_of
from measures.disclosure.joint import Protected, ProtectedTable, protect
from measures.editions.periods import period_words
from vocabulary.audience import Audience, EditionState
from vocabulary.nature import Nature
from vocabulary.training import DUTY_IN_SHORT
from vocabulary.wording import listed, month_and_year, within

_FORMAT = 1


@dataclass(frozen=True, kw_only=True)
class Edition:
    """An edition, published or to be.

    number: among the council's editions, from 1. day: the figures are as known on it. exhibits:
    in the order shown. held_back: what is not shown and why, in sentences. tables: the protected
    counts behind the exhibits, which later editions are hidden against. corrects, reason: the
    edition that this one corrects (None: none), and why. published: the day (None: not yet).
    withdrawn, why_withdrawn: the day and the reason (None: it was not). corrected_by: the edition
    that corrects this one (None: none). hidden: what was hidden and why, for those who decide on
    publishing; it is never published.
    """

    council: str
    nature: Nature
    number: int
    title: str
    day: date
    exhibits: tuple[Exhibit, ...]
    held_back: tuple[str, ...] = ()
    tables: tuple[ProtectedTable, ...] = ()
    corrects: int | None = None
    reason: str = ""
    published: date | None = None
    withdrawn: date | None = None
    why_withdrawn: str = ""
    corrected_by: int | None = None
    hidden: tuple[str, ...] = field(default=(), compare=False)

    @property
    def state(self) -> EditionState:
        """What became of it."""
        if self.withdrawn:
            return EditionState.WITHDRAWN
        if self.corrected_by:
            return EditionState.CORRECTED
        return EditionState.PUBLISHED if self.published else EditionState.PREVIEW

    @property
    def digest(self) -> str:
        """SHA-256 of everything it shows, and of nothing else: 64 hexadecimal digits. What becomes
        of it later changes nothing."""
        shown = {name: value for name, value in _content(self).items() if name != "tables"}
        return hashlib.sha256(compact(shown).encode()).hexdigest()

    # What follows is what every file of ours says of itself (`reports.documents.provenance`).

    @property
    def audience(self) -> Audience:
        """Who may see it."""
        return "public"

    @property
    def as_at(self) -> datetime | None:
        """The moment the records are shown as known at: the end of its day, told as a day."""
        return None

    @property
    def produced(self) -> datetime:
        """When its files were made: the day it was published (UTC), its own while it is not."""
        return datetime.combine(self.published or self.day, time(), UTC)

    @property
    def revision(self) -> int | None:
        """Nothing of the ledger is told."""
        return None


class Stored(Protocol):
    """An edition as the store gives it (`data_access.editions.PublishedEdition`)."""

    @property
    def content(self) -> str:
        """What it shows, as JSON."""
        ...

    @property
    def published(self) -> datetime:
        """When it was published (UTC)."""
        ...

    @property
    def withdrawn(self) -> datetime | None:
        """When it was withdrawn (UTC); None: it was not."""
        ...

    @property
    def why_withdrawn(self) -> str:
        """Why it was withdrawn."""
        ...

    @property
    def corrected_by(self) -> int | None:
        """Number of the edition that corrects it."""
        ...


def of_stored(stored: Stored) -> Edition:
    """A published edition as the store gives it."""
    return of_json(
        stored.content,
        published=stored.published.date(),
        withdrawn=stored.withdrawn.date() if stored.withdrawn else None,
        why_withdrawn=stored.why_withdrawn,
        corrected_by=stored.corrected_by,
    )


def edition_to_be(
    records: Records,
    view: View,
    earlier: Sequence[Edition],
    *,
    keys: Collection[str] | None = None,
    title: str = "",
    corrects: int | None = None,
    reason: str = "",
) -> Edition:
    """The edition that could be published now.

    `records`: as known now; `earlier`: every edition published so far, oldest first, withdrawn and
    corrected ones too: numbers are hidden over all of them together. `keys`: exhibits to show, of
    `KEYS` (None: all). corrects, reason: for a correction, which may change what was published.
    ValueError for a key that is none.
    """
    unknown = set(keys or ()) - set(KEYS)
    if unknown:
        raise ValueError(f"an edition has no exhibit {listed(sorted(unknown))}")
    wanted = KEYS if keys is None else [key for key in KEYS if key in keys]
    protected = protect(
        count_tables(records, wanted),
        [table for edition in earlier for table in edition.tables],
        correcting=corrects is not None,
    )
    facts = (published_exhibit(records, key, view) for key in wanted if key in IN_EDITIONS)
    own = tuple(exhibits_of(protected.tables, names_of_themes(records), view, wanted))
    return Edition(
        council=view.council,
        nature=view.nature,
        number=len(earlier) + 1,
        title=title.strip() or f"Adult social care, {month_and_year(view.today)}",
        day=view.today,
        exhibits=tuple(map(frozen, (*filter(has_something, facts), *own))),
        held_back=_held_back(records, protected, wanted, own),
        tables=protected.tables,
        corrects=corrects,
        reason=reason.strip(),
        hidden=tuple(
            f"{_table(each.table, each.period)}: {each.words}" for each in protected.hidden
        ),
    )


KEYS = (*IN_EDITIONS, *OWN_RECORDS)
"""The exhibits that an edition may show, in its order."""


def _held_back(
    records: Records, protected: Protected, wanted: Sequence[str], shown: Sequence[Exhibit]
) -> tuple[str, ...]:
    """What is not shown and why, as everybody may read it."""
    told = [f"{_table(each.table, each.period)}: {within(each.why)}" for each in protected.waiting]
    there = {exhibit.key for exhibit in shown}
    waiting = {each.table for each in protected.waiting}
    missing = [
        key
        for key, declared in OWN_RECORDS.items()
        if key in wanted and key not in there and not any(map(declared.shows, waiting))
    ]
    in_part = [key for key in missing if waits_for_the_rest(records, key)]
    for said, keys in (
        ("Not all of the council's records are in yet, so these wait", in_part),
        ("Not on record for a whole period yet", [key for key in missing if key not in in_part]),
    ):
        if keys:
            titles = [within(OWN_RECORDS[key].definition.title) for key in keys]
            told.append(f"{said}: {listed(titles)}.")
    return tuple(told)


def _table(name: str, period: str) -> str:
    """A table as people call it."""
    duty = DUTY_IN_SHORT.get(name.removeprefix("training_"))
    said = duty or words_of(name).replace("Workforce by", "Routes by")
    return f"{said}, {period_words(period)}"


def to_json(edition: Edition) -> str:
    """What an edition shows and the protected counts behind it, as JSON in ASCII."""
    return compact(_content(edition))


def of_json(text: str, **since: Any) -> Edition:
    """The edition that `to_json` was given; `since`: what became of it, by the fields' names.
    ValueError for JSON that is no edition's of this program or of an earlier one."""
    told = json.loads(text)
    if told.get("format") != _FORMAT:
        raise ValueError(f"an edition of format {told.get('format')} cannot be read")
    council, nature = told["council"], Nature(told["nature"])
    return Edition(
        council=council,
        nature=nature,
        number=told["number"],
        title=told["title"],
        day=date.fromisoformat(told["day"]),
        exhibits=tuple(exhibit_of_json(each, council, nature) for each in told["exhibits"]),
        held_back=tuple(told["held_back"]),
        tables=tuple(map(ProtectedTable.of_json, told["tables"])),
        corrects=told["corrects"],
        reason=told["reason"],
        **since,
    )


def _content(edition: Edition) -> dict[str, Any]:
    return {
        "format": _FORMAT,
        "council": edition.council,
        "nature": edition.nature,
        "number": edition.number,
        "title": edition.title,
        "day": edition.day.isoformat(),
        "corrects": edition.corrects,
        "reason": edition.reason,
        "exhibits": [exhibit_to_json(each) for each in edition.exhibits],
        "held_back": edition.held_back,
        "tables": [table.to_json() for table in edition.tables],
    }
