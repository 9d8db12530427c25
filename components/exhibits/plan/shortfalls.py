"""Shortfalls that no action answers."""

from __future__ import annotations

import polars as pl

from components.exhibits.declaration import declare
from components.exhibits.exhibit import Content
from components.exhibits.filters import Filters
from components.exhibits.not_recorded import unless_not_recorded
from components.exhibits.view import View
from measures.plan.shortfalls import Answered, shortfalls, shortfalls_by
from measures.statistics.recorded import recorded
from vocabulary.verdict import Verdict
from vocabulary.wording import counted

_STANDING = dict(
    zip(
        (Answered.NO_ACTION, Answered.NOT_LINKED),
        ("No action", "An action on the same subject, not linked"),
        strict=True,
    )
)


@declare(
    key="plan_shortfalls",
    title="Shortfalls without an action",
    question="Which shortfalls does no action answer?",
    meaning="What the newest assessments and reviews found short, and no action answers.",
    formula="Shortfalls of the newest document of each kind; answered when an action names the "
    "finding, or a lesson that names it. Near: an action for the same statement and theme that "
    "nobody has linked.",
    source="Findings, lessons and improvement actions.",
    how_to_read="Those with no action at all come first. Near ones may only need linking.",
    caveats=("Codings not yet confirmed by a person are suggestions.",),
    page="plan",
    place=11060,
    inputs=lambda records, request, view: (
        records["finding"],
        records["learning"],
        records["action"],
        records.framework.frame(),
        request.filters,
    ),
    public=False,
    records="findings and actions",
)
def plan_shortfalls(
    findings: pl.DataFrame,
    lessons: pl.DataFrame,
    actions: pl.DataFrame,
    statements: pl.DataFrame,
    filters: Filters,
    view: View,
) -> Content:
    """The exhibit, from findings, lessons, actions and the framework's statements: one row per
    shortfall without a linked action."""
    known = shortfalls(findings, lessons, actions, filters.until)
    if filters.theme:
        known = known.filter(pl.col("themes").list.contains(filters.theme))
    names = statements.select("statement", statement_name="short_name")
    frame = (
        known.filter(pl.col("standing").is_in((Answered.NO_ACTION, Answered.NOT_LINKED)))
        .join(names, on="statement", how="left", maintain_order="left")
        .with_columns(
            pl.col("statement_name").fill_null("No statement"),
            said=pl.col("standing").replace(_STANDING),
            near_ones=pl.col("near").list.join(", "),
        )
    )
    told = shortfalls_by(known)
    row = told.row(0, named=True) if told.height else None
    if row is None or not row["shortfalls"]:
        headline = "No shortfall is on record"
    elif frame.is_empty():
        headline = f"Every one of {counted(row['shortfalls'], 'shortfall')} has an action"
    else:
        headline = f"{row['without']} of {row['shortfalls']} shortfalls have no action"
        if actions.height and len(recorded(actions, "statement", "themes")) < 2:
            # Which are near is not known either.
            headline = f"{frame.height} of {row['shortfalls']} shortfalls: no action names them"
            frame = frame.with_columns(said=pl.lit("No action names it"))
    content = Content(
        headline=headline,
        subtitle=f"Newest assessment and reviews, {view.council}",
        frame=frame,
        columns={
            "statement_name": "Quality statement",
            "text": "Shortfall",
            "said": "Standing",
            "near_ones": "Actions near it",
            "reference": "Where it stands",
            "coded_by": "Coded by",
        },
        source=f"{row['sentence']}" if row else "Findings and improvement actions.",
        alternative="; ".join(
            f"{line['statement_name']}: {line['text']} {line['said']}"
            for line in frame.iter_rows(named=True)
        ),
        judged=None if row and row["shortfalls"] else Verdict.NOT_RECORDED,
        signal="attention" if row and row["without"] else "usual",
    )
    said = "Which findings actions answer is not recorded"
    return unless_not_recorded(content, actions, said, "answers")
