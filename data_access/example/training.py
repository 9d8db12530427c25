"""Example Borough's training: general courses in hand, specialist teams short of their own."""

from __future__ import annotations

from datetime import date

import polars as pl

from data_access.example.draws import Draws
from data_access.example.paths import Path, along
from data_access.example.records import EXAMPLE_BOROUGH, staff
from data_access.example.timeline import MONTHS
from vocabulary.training import STATUTORY_COURSES

ROLE_SPECIFIC, GENERAL = "role_specific", "general"

# Share in date from month to month; straight between the points.
_USUAL: Path = ((date(2024, 4, 1), 0.80), (date(2026, 9, 1), 0.86))
_IN_SPECIALIST_TEAMS: dict[str, Path] = {
    "Sensory team": (
        (date(2024, 4, 1), 0.48),
        (date(2025, 12, 1), 0.52),
        (date(2026, 5, 1), 0.83),
        (date(2026, 9, 1), 0.85),
    ),
    "Hospital team": ((date(2024, 4, 1), 0.52), (date(2026, 9, 1), 0.55)),
    "Mental health team": ((date(2024, 4, 1), 0.57), (date(2026, 9, 1), 0.52)),
    "Transitions team": ((date(2024, 4, 1), 0.46), (date(2026, 9, 1), 0.50)),
    "Safeguarding and DoLS team": ((date(2024, 4, 1), 0.60), (date(2026, 9, 1), 0.63)),
}
_GENERAL: dict[str, Path] = {
    "safeguarding_adults": ((date(2024, 4, 1), 0.90), (date(2026, 9, 1), 0.94)),
    "mental_capacity_act": ((date(2024, 4, 1), 0.85), (date(2026, 9, 1), 0.90)),
    "care_act": ((date(2024, 4, 1), 0.88), (date(2026, 9, 1), 0.92)),
    # Not mandatory at the time of the assessment; mandatory since the summer of 2025.
    "culturally_appropriate_care": (
        (date(2024, 4, 1), 0.31),
        (date(2025, 3, 1), 0.46),
        (date(2025, 7, 1), 0.50),
        (date(2026, 9, 1), 0.81),
    ),
}
_AMHP: Path = ((date(2024, 4, 1), 0.64), (date(2025, 3, 1), 0.67), (date(2026, 9, 1), 0.72))
_BIA: Path = ((date(2024, 4, 1), 0.58), (date(2026, 9, 1), 0.64))

# Roles that some social workers have besides their post: team, role, course, people, path.
_BESIDES = (
    ("Mental health team", "Approved mental health professional", "amhp_annual", 15, _AMHP),
    ("Safeguarding and DoLS team", "Best interests assessor", "bia_refresher", 11, _BIA),
)
_OWN_COURSE = {
    "Sensory team": ("sensory_specific", None),
    "Hospital team": ("hospital_discharge", None),
    "Mental health team": ("mental_health_specific", None),
    "Transitions team": ("preparing_for_adulthood", None),
    "Safeguarding and DoLS team": ("other", "Leading a section 42 enquiry"),
    "Front door team": ("other", "Conversations at first contact"),
}
_COURSE_OF_ROLE = {
    "Social worker": ("domestic_abuse", None),
    "Occupational therapist": ("ot_specific", None),
    "Social care assessor": ("other", "Trusted assessor"),
    "Reablement worker": ("moving_and_handling", None),
    "Commissioner": ("other", "Market shaping"),
}
# Of those who do not have it in date: offered a place, released, attended (but since lapsed).
_FUNNEL = {"specialist": (0.62, 0.2, 0.05), "general": (0.8, 0.45, 0.15)}


def training() -> pl.DataFrame:
    """Every month's counts, columns as the training dataset's."""
    return pl.concat([_courses(), _registration()], how="diagonal").with_columns(
        authority=pl.lit(EXAMPLE_BOROUGH)
    )


def _courses() -> pl.DataFrame:
    draws = Draws("training")
    rows = []
    for line, (team, kind, role, course, name, course_kind, people, path) in enumerate(_needs()):
        wobble = draws.shares(len(MONTHS))
        steady = course in STATUTORY_COURSES
        drift = 0.0 if steady else (wobble[0] - 0.5) * 0.06
        for at, month in enumerate(MONTHS):
            noise = (wobble[at] - 0.5) * (0.05 if people > 6 and not steady else 0.02)
            share = min(along(path, month) + drift + noise, 1.0)
            required = people + (1 if (at + line) % 9 == 0 and people > 6 and not steady else 0)
            in_date = round(required * share)
            left = required - in_date
            offered, released, attended = (in_date + round(left * s) for s in _FUNNEL[kind])
            counts = (required, offered, released, attended, in_date)
            rows.append((team, kind, role, course, name, course_kind, month, *counts))
    return pl.DataFrame(
        rows,
        schema={
            "team": pl.String,
            "team_kind": pl.String,
            "role": pl.String,
            "course": pl.String,
            "course_name": pl.String,
            "course_kind": pl.String,
            "month": pl.Date,
            "required": pl.Int64,
            "offered": pl.Int64,
            "released": pl.Int64,
            "attended": pl.Int64,
            "in_date": pl.Int64,
        },
        orient="row",
    )


def _needs() -> list[tuple[str, str, str, str, str | None, str, int, Path]]:
    needs: list[tuple[str, str, str, str, str | None, str, int, Path]] = []
    for team, kind, role, people in staff().select("team", "team_kind", "role", "people").rows():
        if role == "Occupational therapist":
            course, name = _COURSE_OF_ROLE[role]
        else:
            course, name = _OWN_COURSE.get(team) or _COURSE_OF_ROLE[role]
        path = _IN_SPECIALIST_TEAMS.get(team, _USUAL)
        needs.append((team, kind, role, course, name, ROLE_SPECIFIC, people, path))
        needs += [
            (team, kind, role, course, None, GENERAL, people, path)
            for course, path in _GENERAL.items()
        ]
    needs += [
        (team, "specialist", role, course, None, ROLE_SPECIFIC, people, path)
        for team, role, course, people, path in _BESIDES
    ]
    return needs


def _registration() -> pl.DataFrame:
    """Social workers' records for their registration: the year begins in December, and most
    people write them in the autumn."""
    # By the end of December, January … November.
    made = (0.02, 0.04, 0.07, 0.10, 0.13, 0.17, 0.21, 0.26, 0.33, 0.48, 0.72, 0.97)
    draws = Draws("registration")
    rows = []
    workers = staff().filter(pl.col("role") == "Social worker")
    for team, kind, people in workers.select("team", "team_kind", "people").rows():
        pace = 0.9 + 0.2 * float(draws.shares(1)[0])
        for month in MONTHS:
            share = min(made[month.month % 12] * pace, 1.0)
            for course, part in (("cpd_two_records", 1.0), ("cpd_peer_reflection", 0.94)):
                done = round(people * share * part)
                rows.append(
                    (team, kind, "Social worker", course, ROLE_SPECIFIC, month, people, done)
                )
    return pl.DataFrame(
        rows,
        schema={
            "team": pl.String,
            "team_kind": pl.String,
            "role": pl.String,
            "course": pl.String,
            "course_kind": pl.String,
            "month": pl.Date,
            "required": pl.Int64,
            "in_date": pl.Int64,
        },
        orient="row",
    )
