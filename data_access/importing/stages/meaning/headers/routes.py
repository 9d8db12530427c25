"""Columns of cohorts of apprentices and others on their way into a profession."""

from __future__ import annotations

from collections.abc import Mapping

Names = Mapping[str, tuple[str, ...]]

WORKFORCE_ROUTE: Names = {
    "route": ("route to qualification", "training route", "type of route", "apprenticeship"),
    "profession": ("professional route", "job family", "registered profession"),
    "headcount": ("in post at end", "total in post", "workforce"),
    "started": ("began", "joined", "number starting", "intake", "cohort size"),
    "completed": ("finished", "number completing", "achieved"),
    "left_early": ("left", "non completers", "dropouts", "did not complete"),
    "reached_12_months": ("completed over 12 months ago", "12 months since completion"),
    "retained_12_months": ("still in post at 12 months", "in post after 12 months",
                           "still here after a year"),
}  # fmt: skip

# Columns that are no fields, by what they say.
WORKFORCE_ROUTE_FILE: Names = {
    "period": ("cohort", "cohort year", "year", "academic year", "financial year", "intake year",
               "period", "year of starting", "started in"),
}  # fmt: skip
