"""If they assessed us today: what has changed since the published assessment, for and against."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import polars as pl

from components.charts.spec import OpposedBars
from components.exhibits.assessed_today.words import line_sure, line_text, sides_in_words
from components.exhibits.declaration import ExhibitRequest, declare
from components.exhibits.exhibit import Content, Signal
from components.exhibits.indicators.judged import judged
from components.exhibits.memo import memo
from components.exhibits.records import Records
from components.exhibits.view import View
from measures.assessed_today.evidence import DATASETS, Evidence, by_statement, evidence_since
from measures.assessed_today.line import State
from vocabulary.assessed_today import Basis, EvidenceKind, Side
from vocabulary.wording import counted, long_date, sentence

NAMED: Final = 3  # of the newest signals
_SIGNALS: Final = (State.WORSE, State.WORSE_SINCE_EVENT)
_FORMULA: Final = (
    "Every record that bears on the statement, by its themes or because it names it, and is newer "
    "than the assessment, is one line, for or against by a written rule: signals of measures, "
    "shortfalls with and without proof of change, complaints and decisions upheld, audits, lessons "
    "and staff before and since, what people asked for and got."
)
_CAVEATS: Final = (
    "Lines are counted, not weighed: no score follows from them, and statements are not ranked.",
    "What bears on several statements stands under each; over all of them it is counted once.",
    "When the regulator's evidence ended is not recorded; the day of publication is counted from.",
    "Since is not because of: what else happened, no record tells.",
)
_SOURCE: Final = "The council's records since the assessment."


def evidence_of(records: Records, view: View) -> Evidence:
    """What `evidence_since` gives for the records, worked out once, with text and sure: each line
    in words."""
    return memo(records, _evidence_on, view.today)


def _evidence_on(records: Records, today: date) -> Evidence:
    frames = {name: records[name] for name in DATASETS}
    found = evidence_since(frames, judged(records), records.framework.frame(), today)
    rows = found.lines.rows(named=True)
    return found._replace(
        lines=found.lines.with_columns(
            pl.Series("text", [line_text(row) for row in rows], pl.String),
            pl.Series("sure", [line_sure(row) for row in rows], pl.String),
            side_name=pl.col("side").replace(Side.labels()),
            kind_name=pl.col("kind").replace(EvidenceKind.labels()),
        )
    )


def _of_statement(records: Records, request: ExhibitRequest, view: View) -> tuple[Evidence, str]:
    return evidence_of(records, view), request.statement


@declare(
    key="assessed_today",
    title="If they assessed us today: one statement",
    question="What has changed since the assessment, for us and against us?",
    meaning="What is newer than the published assessment of a statement, for and against it.",
    formula=_FORMULA,
    source="All of the council's records, and the published assessment.",
    how_to_read=(
        "Each line leads to its record or chart, and says how sure it is. What cannot be shown is "
        "what an assessor would ask for. Where neither side gains, no change is shown."
    ),
    caveats=_CAVEATS,
    page="assessed_today",
    place=20320,
    inputs=_of_statement,
    public=False,
    of_statement=True,
)
def assessed_today(evidence: Evidence, statement: str, view: View) -> Content:
    """The exhibit, from what `evidence_of` gave: one row per line of evidence of the statement."""
    since = evidence.since.row(by_predicate=pl.col("statement") == statement, named=True)
    frame = side_by_side(evidence.lines.filter(pl.col("statement") == statement))
    counts = {side: frame.filter(pl.col("side") == side).height for side in Side.labels()}
    said = sides_in_words(counts["for"], counts["against"], counts["missing"], _when(since))
    worse = _worse(frame)
    return Content(
        headline=f"{since['name']}: {said}",
        subtitle=f"{_counted_from(since)}, {view.council}",
        frame=frame,
        columns={
            "side_name": "Which way",
            "text": "What it says",
            "first_day": "Day",
            "kind_name": "Evidence",
            "sure": "How sure",
        },
        source=_SOURCE,
        alternative=" ".join(
            f"{label}: {_listed(frame.filter(pl.col('side') == side))}."
            for side, label in Side.labels().items()
            if counts[side]
        ),
        verdict="Newest signal for the worse:" if worse else "",
        meaning=f"{worse[0]}." if worse else "",
        signal=_signal(counts),
    )


def side_by_side(lines: pl.DataFrame) -> pl.DataFrame:
    """The first line of each side, then the second of each: a screen with room for a few shows
    both sides alike. Lines that show no change come last."""
    place = pl.int_range(pl.len()).over("side")
    return lines.sort(
        pl.col("side") == Side.NEITHER.value,
        place,
        pl.col("side").cast(pl.Enum(list(Side.labels()))),
        maintain_order=True,
    )


def _listed(frame: pl.DataFrame) -> str:
    said = frame.get_column("text").to_list()
    return "; ".join(text.rstrip(".") for text in said)


def _worse(frame: pl.DataFrame) -> list[str]:
    """What measures' signals for the worse say, the newest first."""
    signals = frame.filter(pl.col("state").is_in(_SIGNALS))
    newest = signals.sort("first_day", "text", descending=[True, False], nulls_last=True)
    return newest.get_column("text").unique(maintain_order=True).to_list()


def _signal(counts: Mapping[str, int]) -> Signal:
    if counts["against"]:
        return "attention"
    return "improved" if counts["for"] else "unknown"


def _when(since: Mapping[str, Any]) -> str:
    if since["basis"] == Basis.NONE:
        return "in the last 12 months"
    return f"since {long_date(since['since'])}"


def _counted_from(since: Mapping[str, Any]) -> str:
    return f"Counted from {long_date(since['since'])}, {Basis.labels()[since['basis']]}"


@declare(
    key="assessed_today_all",
    title="If they assessed us today: every statement",
    question="What has changed since the assessment, statement by statement?",
    meaning="For every statement, how much is newer than its assessment, for and against it.",
    formula=_FORMULA,
    source="All of the council's records, and the published assessment.",
    how_to_read=(
        "Bars to the left are lines against, to the right for. They say how much there is to look "
        "at, not how much it weighs; follow a statement to the lines."
    ),
    caveats=_CAVEATS,
    page="assessed_today",
    place=20310,
    inputs=lambda records, request, view: (evidence_of(records, view),),
    public=False,
)
def assessed_today_all(evidence: Evidence, view: View) -> Content:
    """The exhibit, from what `evidence_of` gave: one row per statement, in the framework's
    order."""
    frame = by_statement(evidence)
    counts = _distinct(evidence.lines)
    assessed = frame.filter(pl.col("basis") != Basis.NONE)
    days = assessed.get_column("since").unique().to_list()
    worse = _worse(evidence.lines)
    return Content(
        headline=sentence(
            sides_in_words(counts["for"], counts["against"], counts["missing"], _when_all(days))
        ),
        subtitle=f"{_all_counted_from(frame, days)}, {view.council}",
        frame=frame,
        columns={
            "name": "Quality statement",
            "score": "Published score",
            "since": "Counted from",
            "for": "For",
            "against": "Against",
            "missing": "Cannot be shown",
            "neither": "No change shown",
        },
        source=_SOURCE,
        alternative="; ".join(
            f"{row['name']}: {row['for']} for, {row['against']} against, {row['missing']} cannot "
            "be shown"
            for row in frame.iter_rows(named=True)
        ),
        verdict="Newest signals for the worse:" if worse else "",
        meaning=_first_few(worse),
        chart=OpposedBars("short_name", "against", "for", "Against", "For", frame.height)
        if counts["for"] or counts["against"]
        else None,
        signal=_signal(counts),
    )


def _first_few(said: list[str]) -> str:
    """The newest by what they say, the rest by their number."""
    left = len(said) - NAMED
    parts = [*said[:NAMED], *([f"{left} more"] if left > 0 else [])]
    return f"{'; '.join(parts)}." if parts else ""


def _distinct(lines: pl.DataFrame) -> dict[str, int]:
    """How many lines are on each side; what stands under several statements counts once."""
    told = lines.with_columns(
        of=pl.when(pl.col("about").is_null() & pl.col("reference").is_null()).then("statement")
    ).unique(["side", "kind", "state", "about", "reference", "of"])
    return {side: told.filter(pl.col("side") == side).height for side in Side.labels()}


def _when_all(days: list[date]) -> str:
    if not days:
        return "in the last 12 months"
    if len(days) == 1:
        return f"since {long_date(days[0])}"
    return "since the statements were assessed"


def _all_counted_from(frame: pl.DataFrame, days: list[date]) -> str:
    without = frame.filter(pl.col("basis") == Basis.NONE).height
    if without == frame.height:
        return "No published assessment is on record, so the last 12 months are shown"
    if len(days) == 1 and frame.get_column("basis").n_unique() == 1:
        return _counted_from(frame.row(0, named=True))
    return f"Counted from when each was published, {counted(len(days), 'day')} in all"
