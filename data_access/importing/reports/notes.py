"""What stands in the way of importing a report, and what is worth knowing before confirming."""

from __future__ import annotations

from datetime import date

import polars as pl

from data_access.datasets import FINDING, SCORE
from data_access.importing.reports.parsing import Conflict, ParsedReport
from data_access.importing.reports.parsing.document import same_council
from data_access.importing.reports.rows import standing
from data_access.ledger.ledger import history
from data_access.snapshot import councils
from data_access.store.database import Store
from vocabulary.framework import STATEMENTS
from vocabulary.principal import Principal
from vocabulary.wording import long_date

_REPEATED = "the same page twice"
_FIRST_USED = ": the first is used"
_ABOUT = {
    "authority": "Council",
    "published": "Date of publication",
    "overall rating": "Overall rating",
    "overall percentage": "Overall percentage",
}


def problems(parsed: ParsedReport, published: date | None) -> tuple[str, ...]:
    """What stands in the way: places that cannot both be right, and files that cannot be read.
    Pages of different days do not, once somebody has given the day."""
    found = [
        _sentence(conflict)
        for conflict in parsed.conflicts
        if not conflict.why.startswith(_REPEATED)
        and not (conflict.about == "published" and published)
    ]
    return (*found, *(lost.why for lost in parsed.unreadable))


def notes(
    store: Store,
    parsed: ParsedReport,
    authority: str,
    day: date | None,
    statements: set[str],
    principal: Principal,
) -> tuple[str, ...]:
    """What is worth knowing: `day` is the day the report will carry, `statements` what it is
    about."""
    said = [
        _sentence(conflict) for conflict in parsed.conflicts if conflict.why.startswith(_REPEATED)
    ]
    if day is None:
        said.append("No publication date is known; give one, so that history is in order.")
    else:
        said += _undated(store, authority, statements, principal)
    known = councils(store, principal=principal).get_column("authority").to_list()
    if authority not in known:
        close = [
            name
            for name in known
            if same_council(authority, name) or authority.casefold() in name.casefold()
        ]
        hint = f" Did you mean {close[0]}?" if close else ""
        said.append(f"{authority} is new to this store.{hint}")
    for document in parsed.documents:
        named = document.authority_named
        if named and not same_council(named, authority):
            said.append(f"{document.source} names {named}.")
        if day and document.published and document.published != day:
            said.append(
                f"{document.source} says it was published on {long_date(document.published)}; it "
                f"will be kept under {long_date(day)}."
            )
        said += [f"{document.source}: {note}." for note in document.notes]
    return tuple(dict.fromkeys(said))


def nothing_found(parsed: ParsedReport) -> str:
    """Why there is nothing to import, in a sentence."""
    names = ", ".join(d.source for d in parsed.documents) or "the file"
    notes = {note for d in parsed.documents for note in d.notes}
    if parsed.unreadable:
        return parsed.unreadable[0].why
    if notes:
        return f"Nothing to import from {names}: {'; '.join(sorted(notes))}."
    return f"No quality statement was recognised in {names}."


def _sentence(conflict: Conflict) -> str:
    about = _ABOUT.get(conflict.about)
    if about is None:
        known = STATEMENTS.get(conflict.about)
        about = known.name if known else conflict.about
    places = " and ".join(
        f"{place.source}, line {place.line}: {_words(conflict.about, place.text)}"
        for place in conflict.places
    )
    return f"{about}: {conflict.why.removesuffix(_FIRST_USED)} ({places})."


def _words(about: str, text: str) -> str:
    """The start of what was read, on one line; a day in words."""
    if about == "published":
        try:
            return long_date(date.fromisoformat(text))
        except ValueError:
            pass
    line = " ".join(text.split())
    return f"“{line if len(line) <= 60 else line[:59] + '…'}”"


def _undated(store: Store, authority: str, statements: set[str], principal: Principal) -> list[str]:
    """A report that came without its day counts as the newest: it should not stay beside the same
    one with its day."""
    parts = []
    for dataset in (SCORE, FINDING):
        rows = standing(store, dataset, authority)
        undated = pl.col("published").is_null()
        if "published_as_stated" in rows.columns:
            undated &= pl.col("published_as_stated").is_null() & (pl.col("kind") == "published")
        parts.append(
            rows.filter(undated & pl.col("statement").is_in(statements)).select("batch_id")
        )
    held = pl.concat(parts)
    if held.is_empty():
        return []
    imports = history(store, principal=principal).join(held.unique(), on="batch_id", how="semi")
    numbers = imports.get_column("import_id").unique().sort().to_list()
    named = " and ".join(f"batch {number}" for number in numbers)
    return [
        f"The store has an undated report about the same ({named}), which counts as newest from "
        "the day it came in. If it is this report, withdraw that import."
    ]
