"""Example Borough's complaints: about 14 a month with the ups and downs that chance gives, and
one month that stands out, when new charging letters went out that people could not follow; and its
compliments: some 22 a month. In September 2026 counts since August have not come yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

from data_access.example.draws import Days, Draws, Whole, as_dates, working_days_after
from data_access.example.growth import grown
from data_access.example.records import EXAMPLE_BOROUGH
from data_access.example.timeline import LAST_DAY, MONTHS, later_months, months_from
from vocabulary.wording import month_end

LAST_MONTH = date(2026, 7, 1)

# Team, what its compliments are about, and how many a month.
_USUAL = (
    ("Reablement team", "prevention", 5.2),
    ("Occupational therapy team", "assessments_reviews", 2.6),
    ("North locality team", "assessments_reviews", 2.4),
    ("South locality team", "assessments_reviews", 2.1),
    ("Central locality team", "assessments_reviews", 2.2),
    ("Central locality team", "carers", 0.7),
    ("Front door team", "front_door", 1.9),
    ("Hospital team", "hospital_discharge", 1.6),
    ("Sensory team", "assessments_reviews", 1.4),
    ("Mental health team", "mental_health", 0.8),
    ("Transitions team", "transitions", 0.5),
    ("Safeguarding and DoLS team", "safeguarding", 0.6),
)


def compliments(until: date = LAST_DAY) -> pl.DataFrame:
    """Every month's counts to a day, columns as the compliment dataset's, and came: the day on
    which they did."""
    counted = [_compliments([month for month in MONTHS if month <= LAST_MONTH], "compliments")]
    later = later_months(until)
    if later:  # what was missing came with the first of them
        missing = [month for month in MONTHS if month > LAST_MONTH]
        counted += [_compliments([month], f"compliments {month}") for month in (*missing, *later)]
    ends = pl.col("month").dt.month_end()
    after_all = pl.lit(month_end(months_from(LAST_DAY, 2)[-1]))
    return pl.concat(counted).with_columns(
        authority=pl.lit(EXAMPLE_BOROUGH),
        came=pl.when(pl.col("month") > LAST_MONTH)
        .then(pl.max_horizontal(ends, after_all))
        .otherwise(ends),
    )


def _compliments(months: list[date], name: str) -> pl.DataFrame:
    counts = Draws(name).counts([usual for *_, usual in _USUAL] * len(months))
    return pl.DataFrame(
        {
            "team": [team for team, *_ in _USUAL] * len(months),
            "theme": [theme for _, theme, _ in _USUAL] * len(months),
            "month": [month for month in months for _ in _USUAL],
            "received": counts,
        }
    ).filter(pl.col("received") > 0)


# April 2024 to September 2026.
_A_MONTH = (
    *(14, 11, 17, 13, 9, 16, 15, 12, 18, 14, 10, 15),
    *(13, 18, 12, 15, 11, 16, 14, 31, 16, 12, 17, 13),
    *(15, 10, 16, 12, 14, 13),
)
_LETTERS_MONTH = date(2025, 11, 1)
_USUAL_MONTH = 13.5

_THEMES = {
    "waiting_times": 22.0,
    "assessments_reviews": 19.0,
    "care_quality": 15.0,
    "information_advice": 12.0,
    "front_door": 8.0,
    "hospital_discharge": 7.0,
    "direct_payments": 6.0,
    "carers": 5.0,
    "transitions": 4.0,
    "safeguarding": 4.0,
    "housing": 3.0,
}
_LOCALITIES = ("North locality team", "South locality team", "Central locality team")
_TEAMS = {
    "waiting_times": ("Occupational therapy team", *_LOCALITIES, "Reviewing team"),
    "assessments_reviews": (*_LOCALITIES, "Reviewing team"),
    "care_quality": ("Commissioning team", *_LOCALITIES),
    "information_advice": ("Front door team", "Commissioning team"),
    "front_door": ("Front door team",),
    "hospital_discharge": ("Hospital team",),
    "direct_payments": (*_LOCALITIES, "Commissioning team"),
    "carers": _LOCALITIES,
    "transitions": ("Transitions team",),
    "safeguarding": ("Safeguarding and DoLS team",),
    "housing": ("Occupational therapy team", "Mental health team"),
}
_CHANNELS = {
    "email": 38.0,
    "web_form": 24.0,
    "phone": 20.0,
    "letter": 8.0,
    "councillor_or_mp": 7.0,
    "in_person": 3.0,
}
_OUTCOMES = {"upheld": 27.0, "partly_upheld": 31.0, "not_upheld": 36.0, "withdrawn": 6.0}
_AGREED_WORKING_DAYS = (20, 25, 30, 40)
# From, to (working days), and how many of a hundred complaints are answered so.
_DAYS_TO_ANSWER = (
    (4, 9, 12.0),
    (10, 15, 30.0),
    (16, 20, 31.0),
    (21, 28, 16.0),
    (29, 45, 8.0),
    (46, 140, 3.0),
)


@dataclass(frozen=True)
class Decision:
    """What the ombudsman decided in one case."""

    decided: date
    outcome: str
    remedy_days: int | None = None  # from the decision to the remedy; 42 are allowed


# The investigations are those of the yearly letters in ombudsman.csv.
DECISIONS = (
    Decision(date(2024, 10, 17), "upheld", 30),
    Decision(date(2024, 11, 21), "upheld", 38),
    Decision(date(2024, 12, 5), "closed_after_enquiries"),
    Decision(date(2024, 12, 12), "upheld", 25),
    Decision(date(2025, 1, 23), "not_upheld"),
    Decision(date(2025, 2, 13), "upheld", 41),
    Decision(date(2025, 3, 6), "upheld", 35),
    Decision(date(2025, 4, 24), "upheld", 28),
    Decision(date(2025, 5, 29), "upheld", 40),
    Decision(date(2025, 7, 10), "upheld", 33),
    Decision(date(2025, 8, 21), "closed_after_enquiries"),
    Decision(date(2025, 9, 4), "upheld", 67),
    Decision(date(2025, 10, 16), "not_upheld"),
    Decision(date(2025, 11, 27), "upheld", 36),
    Decision(date(2026, 1, 15), "upheld", 29),
    Decision(date(2026, 2, 26), "upheld", 42),
    Decision(date(2026, 3, 19), "upheld", 31),
    Decision(date(2026, 5, 14), "upheld", 37),
    Decision(date(2026, 6, 25), "closed_after_enquiries"),
    Decision(date(2026, 7, 16), "not_upheld"),
    Decision(date(2026, 9, 3), "upheld", 34),
)
REMEDY_ALLOWED = timedelta(days=42)

_TOLD = {
    "acknowledged": (),
    "responded": ("outcome",),
    "referred_on": ("ombudsman_referred",),
    "ombudsman_decided": ("ombudsman_outcome", "remedy_due"),
    "remedied": (),
}


def complaints(scale: float = 1.0, seed: int = 0, until: date = LAST_DAY) -> pl.DataFrame:
    """Every complaint as it stands on a day, columns as the complaint dataset's and referred_on
    (the day it went to the ombudsman). `scale` multiplies how many there are a month."""
    name = f"complaints {seed}" if seed else "complaints"
    counts = np.rint(np.array(_A_MONTH) * scale).astype(np.int64)
    received = [_received(MONTHS, counts, Draws(name), until)]
    for month in later_months(until):
        draws = Draws(f"{name} {month}")
        counts = draws.counts([_USUAL_MONTH * scale])
        received.append(_received((month,), counts, draws, until))
    frame = (
        pl.concat(received)
        .sort("received", maintain_order=True)
        .with_columns(
            authority=pl.lit(EXAMPLE_BOROUGH),
            reference=pl.format(
                "C-{}-{}",
                pl.col("received").dt.to_string("%y"),
                pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(4),
            ),
        )
    )
    return _decided(frame, until)


def _received(months: tuple[date, ...], counts: Whole, draws: Draws, until: date) -> pl.DataFrame:
    total = int(counts.sum())
    month = np.repeat(np.arange(len(months)), counts)
    received = draws.days(months, month)
    place = draws.places(total, list(_THEMES.values()))
    of_letters = np.array([each == _LETTERS_MONTH for each in months])[month]
    letters = of_letters & draws.happens(total, 0.6)
    place = np.where(letters, list(_THEMES).index("information_advice"), place)
    return pl.DataFrame({"received": as_dates(received)}).with_columns(
        **_handled(draws, received, total, until), **_about(draws, place, total)
    )


def known_complaints(frame: pl.DataFrame, *, after: date | None, until: date) -> pl.DataFrame:
    """Complaints that came or moved on since a day, as known on another."""
    known = grown(frame, "received", _TOLD, after=after, until=until)
    return known.with_columns(pl.col("ombudsman_referred").fill_null(value=False)).drop(
        "referred_on"
    )


def _handled(draws: Draws, received: Days, total: int, until: date) -> dict[str, pl.Series]:
    late = draws.happens(total, 0.08)
    ack = np.where(late, draws.whole(total, 4, 9), draws.places(total, [15, 40, 28, 17]))
    agreed_place = draws.places(total, [50, 25, 15, 10])
    agreed = np.array(_AGREED_WORKING_DAYS)[agreed_place]
    spans = np.array(_DAYS_TO_ANSWER)[draws.places(total, [span[2] for span in _DAYS_TO_ANSWER])]
    took = np.rint(spans[:, 0] + draws.shares(total) * (spans[:, 1] - spans[:, 0])).astype(np.int64)
    outcome = draws.chosen(total, _OUTCOMES)
    withdrawn = (outcome == "withdrawn").to_numpy()
    took = np.where(withdrawn, np.minimum(took, 12), took + np.where(agreed > 25, 6, 0))
    responded = working_days_after(received, np.maximum(took, ack))
    answered = ~draws.happens(total, 0.008) & (responded <= np.datetime64(until))
    acknowledged = working_days_after(received, ack)
    return {
        "acknowledged": as_dates(acknowledged, acknowledged <= np.datetime64(until)),
        "answer_due": as_dates(working_days_after(received, agreed), draws.happens(total, 0.86)),
        "responded": as_dates(responded, answered),
        "outcome": pl.select(pl.when(pl.Series(answered)).then(outcome)).to_series(),
        "channel": draws.chosen(total, _CHANNELS),
    }


def _about(draws: Draws, place: Whole, total: int) -> dict[str, pl.Series]:
    first = pl.Series(list(_THEMES)).gather(place)
    second = draws.chosen(total, _THEMES)
    two = pl.Series(draws.happens(total, 0.22)) & (first != second)
    themes = pl.select(
        pl.when(two).then(pl.concat_list(first, second)).otherwise(pl.concat_list(first))
    ).to_series()
    options = [_TEAMS[theme] for theme in _THEMES]
    width = max(map(len, options))
    names = pl.Series([row[at % len(row)] for row in options for at in range(width * 2)])
    at = draws.whole(total, 0, width * 2 - 1)
    return {"themes": themes, "team": names.gather(place * width * 2 + at)}


def _decided(frame: pl.DataFrame, until: date) -> pl.DataFrame:
    """Give each of the ombudsman's decisions the complaint that fits it best: one not upheld in
    full that was answered some months before."""
    open_to = frame.filter(pl.col("outcome").is_in(["not_upheld", "partly_upheld"]))
    taken: dict[str, Decision] = {}
    for decision in DECISIONS:
        before = open_to.filter(
            (pl.col("responded") <= decision.decided - timedelta(days=100))
            & ~pl.col("reference").is_in(list(taken))
        )
        taken[before.sort("responded", maintain_order=True).item(-1, "reference")] = decision
    rows = [
        (
            reference,
            True,
            decision.decided - timedelta(days=70),
            decision.decided,
            decision.outcome,
            decision.decided + REMEDY_ALLOWED if decision.outcome == "upheld" else None,
            _remedied(decision, until),
        )
        for reference, decision in taken.items()
    ]
    decided = pl.DataFrame(
        rows,
        schema={
            "reference": pl.String,
            "ombudsman_referred": pl.Boolean,
            "referred_on": pl.Date,
            "ombudsman_decided": pl.Date,
            "ombudsman_outcome": pl.String,
            "remedy_due": pl.Date,
            "remedied": pl.Date,
        },
        orient="row",
    )
    return frame.join(decided, on="reference", how="left", maintain_order="left").with_columns(
        pl.col("ombudsman_referred").fill_null(value=False)
    )


def _remedied(decision: Decision, until: date) -> date | None:
    if decision.remedy_days is None:
        return None
    day = decision.decided + timedelta(days=decision.remedy_days)
    return day if day <= until else None
