"""Example Borough's practice audits: about 40 cases a month, three in ten moderated, and few of
them ever looked at again."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from data_access.example.draws import (
    Days,
    Draws,
    Shares,
    Whole,
    as_dates,
    working_day_from,
    working_days_after,
)
from data_access.example.growth import grown
from data_access.example.records import EXAMPLE_BOROUGH
from data_access.example.timeline import LAST_DAY, MONTHS, later_months

_A_MONTH = 40
# Moderation meetings began in February 2026: moderators have agreed more since.
_MODERATION_FROM = MONTHS.index(date(2026, 2, 1))

# Team, practice areas, and cases audited of a hundred. Two specialist teams see few audits.
_SAMPLED: tuple[tuple[str, tuple[str, ...], float], ...] = (
    ("North locality team", ("assessment", "support_planning", "mental_capacity", "carers"), 18.0),
    ("South locality team", ("assessment", "support_planning", "direct_payments", "carers"), 16.0),
    ("Central locality team", ("assessment", "mental_capacity", "support_planning"), 17.0),
    ("Reviewing team", ("review", "mental_capacity"), 11.0),
    ("Front door team", ("assessment", "safeguarding"), 8.0),
    ("Occupational therapy team", ("occupational_therapy",), 8.0),
    ("Hospital team", ("hospital_discharge", "mental_capacity"), 7.0),
    ("Safeguarding and DoLS team", ("safeguarding", "mental_capacity"), 7.0),
    ("Mental health team", ("mental_health", "mental_capacity"), 5.0),
    ("Transitions team", ("transitions",), 2.0),
    ("Sensory team", ("assessment",), 1.0),
)
_SHORT = {
    "assessment": ("assessments_reviews", "equity", "information_advice"),
    "support_planning": ("assessments_reviews", "prevention", "data_use"),
    "mental_capacity": ("liberty_safeguards", "data_use", "assessments_reviews"),
    "carers": ("carers", "information_advice", "assessments_reviews"),
    "direct_payments": ("direct_payments", "information_advice", "data_use"),
    "review": ("assessments_reviews", "waiting_times", "data_use"),
    "safeguarding": ("safeguarding", "data_use", "waiting_times"),
    "occupational_therapy": ("waiting_times", "housing", "prevention"),
    "hospital_discharge": ("hospital_discharge", "safe_systems", "information_advice"),
    "mental_health": ("mental_health", "safe_systems", "assessments_reviews"),
    "transitions": ("transitions", "waiting_times", "partnership"),
}
_STRONG = ("assessments_reviews", "safeguarding", "partnership", "prevention", "carers", "equity")
# Of a hundred audits how many are graded 1, 2, 3 and 4: at the beginning, and at the end.
_GRADES = ((8.0, 41.0, 45.0, 6.0), (4.0, 31.0, 54.0, 11.0))
# A moderator goes up or down by so many grades: before the moderation meetings, and since.
_MOVES = (
    ((-2, 7.0), (-1, 33.0), (0, 36.0), (1, 19.0), (2, 5.0)),
    ((-2, 4.0), (-1, 24.0), (0, 54.0), (1, 15.0), (2, 3.0)),
)

_TOLD = {"fed_back": ()}


def audits(scale: float = 1.0, seed: int = 0, until: date = LAST_DAY) -> pl.DataFrame:
    """Every audit as it stands on a day, columns as the audit dataset's; none is a re-audit yet.
    `scale` multiplies how many there are."""
    name = f"audits {seed}" if seed else "audits"
    done = [_done(MONTHS, Draws(name), scale, until)]
    done += [_done((m,), Draws(f"{name} {m}"), scale, until) for m in later_months(until)]
    return (
        pl.concat(done)
        .sort("audited", maintain_order=True)
        .with_columns(
            authority=pl.lit(EXAMPLE_BOROUGH),
            reference=pl.format(
                "A-{}-{}",
                pl.col("audited").dt.to_string("%y"),
                pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(4),
            ),
            re_audit_of=pl.lit(None, dtype=pl.String),
        )
    )


def _done(months: tuple[date, ...], draws: Draws, scale: float, until: date) -> pl.DataFrame:
    wobble = draws.whole(len(months), -3, 3)
    counts = np.rint((_A_MONTH + wobble) * scale).astype(np.int64)
    total = int(counts.sum())
    place = np.repeat(np.arange(len(months)), counts)
    audited = working_day_from(draws.days(months, place))
    # How far the story had come; later months are as its last.
    last = len(MONTHS) - 1
    month = np.array([MONTHS.index(m) if m in MONTHS else last for m in months])[place]
    team, area = _where(draws, total)
    grade = _graded(draws, month)
    return pl.DataFrame(
        {
            "audited": as_dates(audited),
            "team": team,
            "practice_area": area,
            "auditor_grade": grade,
            "moderator_grade": _moderated(draws, month, grade),
            "voice_sought": draws.shares(total) < 0.47 + 0.24 * month / last,
            "fed_back": _fed_back(draws, audited, until),
            **_themes(draws, area, grade),
        }
    )


def re_audits(checked: pl.DataFrame, frame: pl.DataFrame, until: date = LAST_DAY) -> pl.DataFrame:
    """Audits that check earlier ones again. `checked`: re_audit_of, checked_on and better (did
    practice improve?). Columns as `audits` gives them."""
    earlier = frame.drop("re_audit_of").rename({"reference": "re_audit_of"})
    risen = pl.when("better").then(pl.max_horizontal(pl.col("auditor_grade") + 1, 3))
    return (
        checked.join(earlier, on="re_audit_of", how="inner", maintain_order="left")
        .with_columns(
            audited=pl.col("checked_on"),
            fed_back=pl.col("checked_on").dt.offset_by("9d"),
            auditor_grade=pl.min_horizontal(risen.otherwise("auditor_grade"), 4),
            moderator_grade=pl.lit(None, dtype=pl.Int64),
            voice_sought=pl.lit(value=True),
            themes=pl.when(~pl.col("better"))
            .then("themes")
            .otherwise(pl.lit([], dtype=pl.List(pl.String))),
            reference=pl.format("{}-R", "re_audit_of"),
        )
        .with_columns(fed_back=pl.when(pl.col("fed_back") <= until).then("fed_back"))
        .select(frame.columns)
    )


def known_audits(frame: pl.DataFrame, *, after: date | None, until: date) -> pl.DataFrame:
    """Audits that were done or fed back since a day, as known on another."""
    return grown(frame, "audited", _TOLD, after=after, until=until)


def _where(draws: Draws, total: int) -> tuple[pl.Series, pl.Series]:
    pairs = [
        (team, area, weight / len(areas)) for team, areas, weight in _SAMPLED for area in areas
    ]
    place = draws.places(total, [weight for *_, weight in pairs])
    team = pl.Series([team for team, *_ in pairs]).gather(place)
    return team, pl.Series([area for _, area, _ in pairs]).gather(place)


def _graded(draws: Draws, month: Whole) -> Whole:
    first, last = (np.cumsum(np.array(shares) / 100) for shares in _GRADES)
    through = (month / (len(MONTHS) - 1))[:, None]
    steps = first + (last - first) * through
    chance: Shares = draws.shares(month.size)
    grade: Whole = np.minimum(1 + (chance[:, None] >= steps).sum(axis=1), 4).astype(np.int64)
    return grade


def _moderated(draws: Draws, month: Whole, grade: Whole) -> pl.Series:
    before, since = (
        np.array([move for move, _ in moves])[
            draws.places(grade.size, [weight for _, weight in moves])
        ]
        for moves in _MOVES
    )
    moved = np.clip(grade + np.where(month >= _MODERATION_FROM, since, before), 1, 4)
    chosen = pl.Series(draws.happens(grade.size, 0.3))
    return pl.select(pl.when(chosen).then(pl.Series(moved))).to_series()


def _fed_back(draws: Draws, audited: Days, until: date) -> pl.Series:
    day = working_days_after(audited, draws.whole(audited.size, 2, 25))
    told = draws.happens(audited.size, 0.78) & (day <= np.datetime64(until))
    return as_dates(day, told)


def _themes(draws: Draws, area: pl.Series, grade: Whole) -> dict[str, pl.Series]:
    total = grade.size
    # The first theme of an area comes up most: what is found again and again.
    place = draws.places(total, [62, 24, 14])
    row = area.replace_strict({name: 3 * at for at, name in enumerate(_SHORT)}).to_numpy()
    flat = pl.Series([theme for themes in _SHORT.values() for theme in themes])
    first, other = flat.gather(row + place), flat.gather(row + (place + 1) % 3)
    many, some = pl.Series(grade == 1), pl.Series((grade == 2) | draws.happens(total, 0.18))
    none = pl.lit([], dtype=pl.List(pl.String))
    short = pl.when(many).then(pl.concat_list(first, other))
    strong = pl.Series(_STRONG).gather(draws.whole(total, 0, len(_STRONG) - 1))
    shown = pl.Series((grade >= 3) & draws.happens(total, 0.7)) & (strong != first)
    return {
        "themes": pl.select(
            short.when(some).then(pl.concat_list(first)).otherwise(none)
        ).to_series(),
        "strengths": pl.select(pl.when(shown).then(pl.concat_list(strong))).to_series(),
    }
