"""How far people have been through the suggested coding, and how often they agreed."""

from __future__ import annotations

import polars as pl

from components.exhibits.exhibit import Exhibit, define
from components.exhibits.view import View
from measures.findings.counts import coding_review as reviewed
from vocabulary.wording import counted, none_or, sentence

DEFINITION = define(
    key="coding_review",
    title="Coding confirmed and corrected",
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
)


def coding_review(findings: pl.DataFrame, view: View) -> Exhibit:
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
    return Exhibit(
        definition=DEFINITION,
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
        council=view.council,
        nature=view.nature,
        source="Decisions recorded here.",
        alternative=headline,
        signal="unknown" if open_ones else "usual",
        as_at=view.as_at,
        audience=view.audience,
    )
