"""Example Borough's training: general courses in hand, specialist teams short of their own; what
its staff say, asked every half year: specialist teams are less content; and its workforce routes:
good for social workers, few for anyone else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import polars as pl

from data_access.example.draws import Draws
from data_access.example.paths import Path, along
from data_access.example.records import EXAMPLE_BOROUGH, staff
from data_access.example.timeline import (
    LAST_DAY,
    MONTHS,
    later_months,
    later_quarter_ends,
    months_from,
    quarter_start,
)
from vocabulary.training import STATUTORY_COURSES
from vocabulary.wording import month_end

_PERIODS = (
    (date(2024, 4, 1), date(2024, 9, 30)),
    (date(2024, 10, 1), date(2025, 3, 31)),
    (date(2025, 4, 1), date(2025, 9, 30)),
    (date(2025, 10, 1), date(2026, 3, 31)),
    (date(2026, 4, 1), date(2026, 9, 30)),
)
_AGREE: dict[str, dict[str, Path]] = {
    "training_for_my_role": {
        "specialist": ((date(2024, 9, 30), 0.40), (date(2026, 9, 30), 0.47)),
        "general": ((date(2024, 9, 30), 0.74), (date(2026, 9, 30), 0.78)),
    },
    "time_to_absorb": {
        "specialist": ((date(2024, 9, 30), 0.42), (date(2026, 9, 30), 0.46)),
        "general": ((date(2024, 9, 30), 0.47), (date(2026, 9, 30), 0.52)),
    },
    "other": {
        "specialist": ((date(2024, 9, 30), 0.80), (date(2026, 9, 30), 0.82)),
        "general": ((date(2024, 9, 30), 0.79), (date(2026, 9, 30), 0.83)),
    },
    "others_understand": {
        "specialist": ((date(2024, 9, 30), 0.45), (date(2026, 9, 30), 0.53)),
        "general": ((date(2024, 9, 30), 0.75), (date(2026, 9, 30), 0.78)),
    },
}
_WORDING = {"other": "I feel safe to talk about mistakes"}
_SENSORY_SINCE_SPRING_2026 = 0.3


def staff_voice(until: date = LAST_DAY) -> pl.DataFrame:
    """Every half year's answers to a day, columns as the staff voice dataset's."""
    asked = [_answers(_PERIODS, Draws("staff voice"))]
    for end in later_quarter_ends(until):
        if end.month in (3, 9):
            period = (months_from(end.replace(year=end.year - 1), 8)[-1], end)
            asked.append(_answers((period,), Draws(f"staff voice {end}")))
    return pl.concat(asked)


def _answers(periods: tuple[tuple[date, date], ...], draws: Draws) -> pl.DataFrame:
    sizes = staff().group_by("team", "team_kind", maintain_order=True).agg(pl.col("people").sum())
    rows = []
    for team, kind, people in sizes.rows():
        for start, end in periods:
            for question, by_kind in _AGREE.items():
                answered, pull = draws.shares(2)
                responses = round(people * (0.55 + 0.3 * float(answered)))
                share = along(by_kind[kind], end) + (float(pull) - 0.5) * 0.16
                if team == "Sensory team" and question == "training_for_my_role":
                    share += _SENSORY_SINCE_SPRING_2026 if end > date(2026, 6, 1) else 0.0
                agree = round(responses * share)
                wording = _WORDING.get(question)
                rows.append((team, kind, question, wording, start, end, people, responses, agree))
    return pl.DataFrame(
        rows,
        schema={
            "team": pl.String,
            "team_kind": pl.String,
            "question": pl.String,
            "wording": pl.String,
            "period_start": pl.Date,
            "period_end": pl.Date,
            "invited": pl.Int64,
            "responses": pl.Int64,
            "agree": pl.Int64,
        },
        orient="row",
    ).with_columns(authority=pl.lit(EXAMPLE_BOROUGH))


# Figures for the quarters after March 2026 have not come yet in September.
LAST_QUARTER = date(2026, 3, 31)
_FIRST_END = date(2019, 9, 1)
_ROUTES = ("asye", "apprenticeship", "progression", "shadowing")
# Months a route takes, of a hundred who begin it how many stop, and of those who completed how
# many are still there twelve months later.
_COURSE_OF_ROUTE = {
    "asye": (12, 6, 88),
    "apprenticeship": (34, 18, 90),
    "progression": (9, 8, 92),
    "shadowing": (1, 2, 94),
}


@dataclass(frozen=True)
class Opening:
    """A route that a profession has: since when, and how many begin it in each quarter."""

    since: date
    starts: tuple[int, int, int, int]  # January to March, and so on


_OPEN = {
    ("asye", "social_work"): Opening(date(2023, 7, 1), (1, 1, 5, 3)),
    ("apprenticeship", "social_work"): Opening(date(2019, 7, 1), (0, 0, 5, 0)),
    ("progression", "social_work"): Opening(date(2024, 4, 1), (3, 2, 2, 3)),
    ("progression", "social_care_assessment"): Opening(date(2025, 10, 1), (4, 3, 3, 5)),
    ("shadowing", "social_work"): Opening(date(2024, 4, 1), (6, 7, 5, 8)),
    ("shadowing", "occupational_therapy"): Opening(date(2024, 4, 1), (2, 2, 1, 3)),
    ("shadowing", "social_care_assessment"): Opening(date(2024, 4, 1), (3, 4, 3, 4)),
    ("shadowing", "reablement"): Opening(date(2025, 4, 1), (1, 2, 1, 2)),
}
_RECORDS_BEGIN = date(2024, 4, 1)


def known_routes(*, after: date | None, until: date) -> pl.DataFrame:
    """Cohorts that began, completed or stayed since a day, as known on another; columns as the
    workforce route dataset's."""
    now = _counted(_counted_to(until))
    if after is None:
        return now
    same = [name for name in now.columns if name != "authority"]
    return now.join(_counted(_counted_to(after)), on=same, how="anti", nulls_equal=True)


def _counted_to(day: date) -> date:
    """The day of the newest count that had come by a day."""
    if day <= LAST_DAY:
        return min(day, LAST_QUARTER)
    return (LAST_DAY, *later_quarter_ends(day))[-1]


@lru_cache(maxsize=4)
def _counted(day: date) -> pl.DataFrame:
    """Every cohort that had begun by a day (shared: never change it)."""
    heads = dict(staff().group_by("profession").agg(pl.col("people").sum()).rows())
    rows = []
    many = (day.year - _FIRST_END.year) * 12 + day.month - _FIRST_END.month + 1
    ends = [month_end(month) for month in months_from(_FIRST_END, many)[::3]]
    for route in _ROUTES:
        for profession, people in sorted(heads.items()):
            opening = _OPEN.get((route, profession))
            for end in ends:
                old = end < _RECORDS_BEGIN
                if end > day or (old and (opening is None or opening.since >= _RECORDS_BEGIN)):
                    continue
                open_now = opening is not None and opening.since <= end
                started = opening.starts[(end.month - 1) // 3] if opening and open_now else 0
                if old and not started:
                    continue
                counts = _fate(route, profession, end, started, day)
                head = None if old else people
                period = (quarter_start(end), end)
                rows.append((route, profession, *period, open_now, head, started, *counts))
    return pl.DataFrame(
        rows,
        schema={
            "route": pl.String,
            "profession": pl.String,
            "period_start": pl.Date,
            "period_end": pl.Date,
            "available": pl.Boolean,
            "headcount": pl.Int64,
            "started": pl.Int64,
            "completed": pl.Int64,
            "left_early": pl.Int64,
            "reached_12_months": pl.Int64,
            "retained_12_months": pl.Int64,
        },
        orient="row",
    ).with_columns(authority=pl.lit(EXAMPLE_BOROUGH))


def _fate(route: str, profession: str, end: date, started: int, day: date) -> tuple[int, ...]:
    """Completed, left early, completed a year ago, and of those still there: by a day."""
    takes, stops, stays = _COURSE_OF_ROUTE[route]
    chance = Draws(f"{route} {profession} {end}").shares(started * 3).reshape(started, 3)
    gone = (day.year - end.year) * 12 + day.month - end.month
    completed = left = year_ago = there = 0
    for stop, slow, stay in chance:
        needs = takes + int(slow * takes * 0.3)
        if stop * 100 < stops:
            left += gone >= takes // 2
        elif gone >= needs:
            completed += 1
            year_ago += gone >= needs + 12
            there += gone >= needs + 12 and stay * 100 < stays
    return completed, left, year_ago, there


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


def training(until: date = LAST_DAY) -> pl.DataFrame:
    """Every month's counts to a day, columns as the training dataset's."""
    return pl.concat([_courses(until), _registration(until)], how="diagonal").with_columns(
        authority=pl.lit(EXAMPLE_BOROUGH)
    )


def _courses(until: date) -> pl.DataFrame:
    draws, needs, later = Draws("training"), _needs(), later_months(until)
    drawn_later = [Draws(f"training {month}").shares(len(needs)) for month in later]
    rows = []
    for line, (team, kind, role, course, name, course_kind, people, path) in enumerate(needs):
        wobble = [*draws.shares(len(MONTHS)), *(shares[line] for shares in drawn_later)]
        steady = course in STATUTORY_COURSES
        drift = 0.0 if steady else (wobble[0] - 0.5) * 0.06
        for at, month in enumerate((*MONTHS, *later)):
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


def _registration(until: date) -> pl.DataFrame:
    """Social workers' records for their registration: the year begins in December, and most
    people write them in the autumn."""
    # By the end of December, January … November.
    made = (0.02, 0.04, 0.07, 0.10, 0.13, 0.17, 0.21, 0.26, 0.33, 0.48, 0.72, 0.97)
    draws = Draws("registration")
    rows = []
    workers = staff().filter(pl.col("role") == "Social worker")
    for team, kind, people in workers.select("team", "team_kind", "people").rows():
        pace = 0.9 + 0.2 * float(draws.shares(1)[0])
        for month in (*MONTHS, *later_months(until)):
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
