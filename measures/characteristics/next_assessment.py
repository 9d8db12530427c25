"""When the next assessments come, as the council knows it or as it can be worked out.

Of what CQC has said of reassessment: a yearly self-assessment that is discussed, and a reassessment
every three to four years.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from measures.statistics.columns import require
from vocabulary.characteristics import AssessmentKind

FIRST_YEARS: Final = 3
LAST_YEARS: Final = 4
NEXT_SCHEMA: Final[dict[str, pl.DataType]] = {
    "kind": pl.String(),
    "day": pl.Date(),
    "latest": pl.Date(),
    "set_by_council": pl.Boolean(),
    "after": pl.Date(),
    "source": pl.String(),
}


def next_assessments(scores: pl.DataFrame, expected: pl.DataFrame, as_at: date) -> pl.DataFrame:
    """The next yearly self-assessment and the next reassessment.

    `scores`: kind, published, pilot. `expected`: kind, expected, source. A day that the council
    gave counts while it has not passed. Else the yearly one comes on the next anniversary of the
    day given last, or of the newest published assessment; the reassessment three years after that
    at the earliest, four at the latest. Gives a row for each that can be said, the sooner first:
    kind, day, latest (else missing), set_by_council, after (what it is worked out from), source.

    Raises ValueError naming the column that is missing.
    """
    require(scores, "kind", "published", "pilot")
    require(expected, "kind", "expected", "source")
    formal = scores.filter(
        pl.col("kind") == "published", ~pl.col("pilot").fill_null(value=False)
    ).get_column("published")
    newest = formal.max()
    last = newest if isinstance(newest, date) else None
    given = {row["kind"]: row for row in expected.iter_rows(named=True)}
    rows: list[tuple[object, ...]] = []
    for kind in AssessmentKind:
        row = given.get(kind.value)
        said = row["expected"] if row else None
        if row and said is not None and said >= as_at:
            rows.append((kind.value, said, None, True, None, row["source"]))
        elif kind is AssessmentKind.YEARLY and (base := said or last):
            rows.append((kind.value, _anniversary(base, as_at), None, False, base, None))
        elif kind is AssessmentKind.REASSESSMENT and last:
            first, latest = _later(last, FIRST_YEARS), _later(last, LAST_YEARS)
            rows.append((kind.value, first, latest, False, last, None))
    return pl.DataFrame(rows, schema=NEXT_SCHEMA, orient="row").sort("day", "kind")


def needed_by(coming: pl.DataFrame, as_at: date) -> date | None:
    """The day of the next assessment that has not passed; None where none is known.

    `coming`: what `next_assessments` gave. Raises ValueError naming the column that is missing.
    """
    require(coming, "day")
    days = coming.filter(pl.col("day") >= as_at).get_column("day")
    first = days.min()
    return first if isinstance(first, date) else None


def _later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def _anniversary(day: date, as_at: date) -> date:
    years = 1
    while _later(day, years) < as_at:
        years += 1
    return _later(day, years)
