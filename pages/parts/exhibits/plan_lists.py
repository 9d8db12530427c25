"""The plan in words: what is due, what was closed without proof, what nobody answers, what is
tried."""

from __future__ import annotations

from collections.abc import Callable

from components import look
from components.exhibits.exhibit import Exhibit
from components.widgets.evidence_trail.record_link import (
    PAGE,
    may_trace,
    record_point,
    record_query,
)
from components.widgets.exhibit_card import exhibit_tools
from pages.parts.exhibits.invite import invite_card
from vocabulary.wording import long_date

SHOWN = 6
Row = dict[str, object]


def due(exhibit: Exhibit, *, page: str) -> None:
    """Draw what is overdue or due soon."""
    _listed(exhibit, _due, page=page, records="the improvement plan")


def without_evidence(exhibit: Exhibit, *, page: str) -> None:
    """Draw what was closed without evidence of impact."""
    _listed(exhibit, _closed, page=page, records="the improvement plan")


def unanswered(exhibit: Exhibit, *, page: str) -> None:
    """Draw shortfalls that no action answers."""
    _listed(exhibit, _shortfall, page=page, records="findings and actions")


def tried(exhibit: Exhibit, *, page: str) -> None:
    """Draw pilots and studies by stage."""
    if exhibit.frame.is_empty():
        invite_card(exhibit, records="pilots and studies")
        return
    with look.card(exhibit.key):
        look.card_header(exhibit.headline, exhibit.subtitle)
        look.points([_work(row) for row in exhibit.frame.iter_rows(named=True)])
        look.source(exhibit.source)
        exhibit_tools(exhibit, page=page)


def _listed(
    exhibit: Exhibit, point: Callable[[Row], look.Point], *, page: str, records: str
) -> None:
    if exhibit.frame.is_empty() and exhibit.headline.startswith("No "):
        invite_card(exhibit, records=records)
        return
    with look.card(exhibit.key):
        look.card_header(exhibit.headline, exhibit.subtitle)
        if exhibit.frame.is_empty():
            look.empty("Nothing to name here", exhibit.definition.meaning)
            return
        look.points([point(row) for row in exhibit.frame.head(SHOWN).iter_rows(named=True)])
        left = exhibit.frame.height - SHOWN
        more = f"{left} more in the table. " if left > 0 else ""
        look.source(f"{more}{exhibit.source}")
        exhibit_tools(exhibit, page=page)


def _due(row: Row) -> look.Point:
    late = row["days_overdue"] is not None
    return record_point(
        "attention" if late else "usual",
        str(row["action"]),
        f"{row['when']}. {row['owner']}; {row['statement_name']}. {_noted(row)}",
        "action",
        row["reference"],
    )


def _noted(row: Row) -> str:
    if row["progress"] is None:
        return "No progress noted."
    day = f" ({long_date(row['progress_on'])})" if row["progress_on"] else ""  # type: ignore[arg-type]
    return f"Latest: {row['progress']}{day}"


def _closed(row: Row) -> look.Point:
    return record_point(
        "attention",
        str(row["action"]),
        f"Closed {long_date(row['closed'])}. {row['owner']}; {row['statement_name']}.",  # type: ignore[arg-type]
        "action",
        row["reference"],
    )


def _shortfall(row: Row) -> look.Point:
    near = f": {row['near_ones']}" if row["near_ones"] else ""
    leads = _leads_to("finding", row["reference"])
    return look.Point(
        "attention" if not near else "unknown",
        str(row["text"]),
        f"{row['statement_name']}. {row['said']}{near}.",
        "What followed" if leads else None,
        *leads,
    )


def _leads_to(kind: str, reference: object) -> tuple[str, dict[str, str]] | tuple[()]:
    """Address and query of a record's page, where it has one and may be seen."""
    if not reference or not may_trace():
        return ()
    return PAGE, record_query(kind, str(reference))


def _work(row: Row) -> look.Point:
    since = f" since {long_date(row['stage_since'])}" if row["stage_since"] else ""  # type: ignore[arg-type]
    told = [
        ", ".join(str(part) for part in (row["kind_name"], row["partner"]) if part),
        str(row["showed"]).rstrip(".") if row["showed"] else "What it showed is not written down",
        f"{row['people']:,} people reached" if row["people"] else "",
        f"Spread to {row['places']}" if row["places"] else "",
    ]
    return look.Point(
        "improved" if row["stage"] in ("spread", "adopted") else "usual",
        str(row["name"]),
        ". ".join(part for part in told if part) + ".",
        f"{row['stage_name']}{since}",
        *_leads_to("innovation", row["reference"]),
    )
