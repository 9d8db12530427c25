"""Published judgements beside what they came from: a stated rating and the scores, a press release
and the report."""

from __future__ import annotations

import re
from datetime import date

import polars as pl

from data_access.datasets import RATING, SCORE
from data_access.importing.reports.parsing.result import ParsedReport, report_first
from data_access.importing.reports.rows import standing
from data_access.store.database import Store
from vocabulary.framework import STATEMENTS, framework_on
from vocabulary.ratings import band_of, stated_differs

_ALTHOUGH = re.compile(r"^(.*); the press release (.*) says (\d)$")


def press_releases(scores: pl.DataFrame) -> tuple[str, ...]:
    """A sentence for each score that a press release gives otherwise than the report, from rows of
    the score dataset as `rows.score_rows` gives them."""
    told = []
    for row in scores.iter_rows(named=True):
        found = _ALTHOUGH.match(row["source"] or "")
        if found:
            name = STATEMENTS[row["statement"]].name
            told.append(
                f"{name}: the press release {found[2]} says {found[3]}; the report's score of "
                f"{row['score']} stands."
            )
    return tuple(told)


def stated_rating(
    store: Store, parsed: ParsedReport, scores: pl.DataFrame, authority: str, day: date | None
) -> tuple[pl.DataFrame, str | None]:
    """The overall rating that a report states, as a row of the rating dataset (none where it stands
    so already), and a sentence where it is not what the scores of the same day come to, held ones
    included."""
    empty = pl.DataFrame(schema=RATING.schema)
    stated = [
        document
        for document in report_first(parsed.documents)
        if document.overall_rating or document.overall_percentage
    ]
    if not stated or day is None:
        return empty, None
    document = stated[0]
    rating, percentage = document.overall_rating, document.overall_percentage
    if percentage is not None and not 25 <= percentage <= 100:
        return empty, None
    held = standing(store, SCORE, authority).filter(kind="published", published=day)
    known = {
        statement: score
        for rows in (held, scores)
        for statement, score in rows.select("statement", "score").iter_rows()
        if score is not None
    }
    said = stated_differs(
        [known.get(statement) for statement in framework_on(day).ids], rating, percentage
    )
    known_rating = standing(store, RATING, authority).filter(pl.col("published") == day)
    for stood in known_rating.iter_rows(named=True):
        percentage = percentage or stood["overall_percentage"]
        rating = rating or stood["overall_rating"]
        if (rating, percentage) == (stood["overall_rating"], stood["overall_percentage"]):
            return empty, said  # it stands so already, whichever file says it
    row = {
        "authority": authority,
        "published": day,
        "published_as_stated": day.isoformat(),
        "overall_percentage": percentage,
        "overall_rating": rating or band_of(percentage or 25),
        "source": document.source,
    }
    return pl.DataFrame([row], schema=RATING.schema), said
