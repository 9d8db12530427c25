"""What courses, duties and steps are called in charts and tables."""

from __future__ import annotations

import polars as pl

STEPS: dict[str, str] = {
    "required": "Need it",
    "offered": "Offered a place",
    "released": "Given the time to go",
    "attended": "Attended",
    "in_date": "In date",
}
DUTIES: dict[str, str] = {
    "amhp_annual": "AMHPs: 18 hours a year",
    "bia_refresher": "BIAs: yearly refresher",
    "cpd_two_records": "Social workers: two CPD records",
    "cpd_peer_reflection": "Social workers: peer reflection",
}
_COURSES: dict[str, str] = {
    "ot_specific": "Occupational therapy",
    "sensory_specific": "Sensory impairment",
    "mental_health_specific": "Mental health",
    "culturally_appropriate_care": "Cultural care",
    "safeguarding_adults": "Safeguarding",
    "learning_disability_and_autism": "Learning disability, autism",
    "care_act": "Care Act",
    "mental_capacity_act": "Mental Capacity Act",
}


def course_words(name: str = "course", given: str = "course_name") -> pl.Expr:
    """Expression for what a course is called: its given name, else the code in words."""
    code = pl.col(name)
    plain = pl.concat_str(
        code.str.slice(0, 1).str.to_uppercase(), code.str.slice(1).str.replace_all("_", " ")
    )
    return pl.coalesce(pl.col(given), code.replace_strict(_COURSES, default=plain))
