"""How far people have been through the suggested coding, and how often they agreed."""

from __future__ import annotations

import polars as pl

from components.exhibits.declaration import declare
from components.exhibits.exhibit import Content
from components.exhibits.view import View
from measures.findings.counts import coding_review as reviewed
from vocabulary.wording import counted, none_or, sentence


@declare(
    key="coding_review",
    title="Coding confirmed and corrected",
    question="How much of the coding has a person looked at, and how often did the suggestion "
    "stand?",
    meaning="How many findings a person has looked at, and how often the suggestion stood.",
    formula=(
        "Decided: coded by a person. Confirmed: as suggested in polarity, evidence category and "
        "themes. Corrected: any of them changed."
    ),
    source="The ledger: every suggestion is kept beside the decision.",
    how_to_read="The more is confirmed, the more the counts by theme can be relied on.",
    caveats=(
        "People tend to look at doubtful findings first, so corrections are over-represented.",
    ),
    page="evidence",
    place=6010,
    inputs=lambda records, request, view: (records["finding"],),
    public=False,
)
def coding_review(findings: pl.DataFrame, view: View) -> Content:
    """The exhibit, from the council's findings."""
    counts = reviewed(findings)
    open_ones = counts["findings"] - counts["decided"]
    if not counts["findings"]:
        headline = "No findings are recorded yet"
    elif not open_ones:
        headline = "Every coding has been confirmed or corrected by a person"
    else:
        waiting = counted(open_ones, "finding")
        headline = (
            f"{sentence(waiting)} still {'have' if open_ones > 1 else 'has'} a suggested coding"
        )
    return Content(
        headline=headline,
        subtitle=f"{sentence(counted(counts['findings'], 'finding'))}: "
        f"{none_or(counts['confirmed'])} confirmed, {none_or(counts['corrected'])} corrected"
        if counts["findings"]
        else "Import a published report on the Data page",
        frame=pl.DataFrame([counts]),
        columns={
            "findings": "Findings",
            "decided": "Decided by a person",
            "confirmed": "Confirmed as suggested",
            "corrected": "Corrected",
            "polarity_kept": "Polarity kept",
        },
        source="Decisions recorded here.",
        signal="unknown" if open_ones else "usual",
    )
