"""What Example Borough's staff say, asked every half year: specialist teams are less content."""

from __future__ import annotations

from datetime import date

import polars as pl

from data_access.example.draws import Draws
from data_access.example.paths import Path, along
from data_access.example.records import EXAMPLE_BOROUGH, staff

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


def staff_voice() -> pl.DataFrame:
    """Every half year's answers, columns as the staff voice dataset's."""
    draws = Draws("staff voice")
    sizes = staff().group_by("team", "team_kind", maintain_order=True).agg(pl.col("people").sum())
    rows = []
    for team, kind, people in sizes.rows():
        for start, end in _PERIODS:
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
