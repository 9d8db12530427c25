"""What others, and the council itself, came to judge differently: ratings, scores, findings."""

from __future__ import annotations

from typing import Final

import polars as pl

from measures.changes.change import Change, Direction
from measures.ratings.rating import Overall, overall
from measures.ratings.scores import assessed, latest
from vocabulary.ratings import SCORE_NAMES
from vocabulary.wording import long_date, number_of, sentence

SOURCE_WORDS: Final = {
    "cqc_assessment": "CQC assessment",
    "peer_review": "peer review",
    "self_assessment": "self-assessment",
    "practice_review": "practice review",
}
_KINDS: Final = {
    "published": "published score",
    "self_assessed": "self-assessed score",
    "peer_review": "peer review's score",
}


def score_changes(
    earlier: pl.DataFrame, later: pl.DataFrame, statements: pl.DataFrame
) -> list[Change]:
    """Find the scores, and the overall rating, that are not what they were.

    `earlier`, `later`: the score dataset's frame at two moments. `statements`: statement, order,
    name, short_name, theme. A score that was not known before is a change; one that is not known
    any more (a batch was withdrawn) is too.
    """
    found = _rating(earlier, later, statements)
    for kind, words in _KINDS.items():
        both = latest(later, statements, kind).select("statement", "name", "score")
        was = latest(earlier, statements, kind).select("statement", before="score")
        for row in both.join(was, on="statement", maintain_order="left").iter_rows(named=True):
            before, now, name = row["before"], row["score"], row["name"]
            if before == now:
                continue
            if before is None:
                said = f"{name}: first {words}, {_score(now)}."
            elif now is None:
                said = f"{name}: {words} of {_score(before)} is not on record any more."
            else:
                said = f"{name}: {words} went from {_score(before)} to {_score(now)}."
            size = 1 if before is None or now is None else abs(now - before)
            change = "published_score" if kind == "published" else "own_score"
            way = _way(before, now)
            found.append(Change("score", change, way, said, size, (row["statement"],), "statement"))
    return found


def finding_changes(earlier: pl.DataFrame, later: pl.DataFrame) -> list[Change]:
    """Find the reports that came, and the codings that people have been through.

    `earlier`, `later`: the finding dataset's frame at two moments. One change for every document
    with findings that were not there, its size the number of shortfalls; one for all codings that
    a person decided meanwhile.
    """
    new = later.join(earlier.select("row_key").unique(), on="row_key", how="anti")
    found = []
    documents = new.sort("source_kind", "published", nulls_last=True).group_by(
        "source_kind", "published", maintain_order=True
    )
    for (kind, published), rows in documents:
        short = int((rows["polarity"] == "shortfall").sum())
        strong = int((rows["polarity"] == "strength").sum())
        name = SOURCE_WORDS.get(str(kind), "document of another kind")
        of = f" of {long_date(published)}" if published is not None else ""
        said = (
            f"{sentence(name)}{of}: {number_of(rows.height, 'new finding')}, "
            f"{number_of(short, 'shortfall')} and {number_of(strong, 'strength')}."
        )
        told = tuple(rows["statement"].drop_nulls().unique(maintain_order=True))
        found.append(
            Change("finding", "report_published", "neutral", said, short, told, "statement")
        )
    before = earlier.select("row_key", was="coded_by")
    decided = later.join(before, on="row_key").filter(
        (pl.col("coded_by") == "person") & (pl.col("was") != "person")
    )
    if decided.height:
        many = number_of(decided.height, "coding")
        said = f"{sentence(many)} of findings confirmed or corrected by a person."
        keys = tuple(decided["row_key"].sort())
        found.append(Change("finding", "codings_reviewed", "neutral", said, decided.height, keys))
    return found


def _rating(earlier: pl.DataFrame, later: pl.DataFrame, statements: pl.DataFrame) -> list[Change]:
    was, now = _overall(earlier, statements), _overall(later, statements)
    if was is None or now is None or now.percentage is None or was.percentage == now.percentage:
        return []
    becomes = f"{now.band} ({now.percentage}%)"
    if was.percentage is None:
        said = f"The overall rating is now known: {becomes}."
        return [Change("rating", "rating_band", "neutral", said, 0, ("overall",))]
    way: Direction = "better" if now.percentage > was.percentage else "worse"
    size = abs(now.percentage - was.percentage)
    if was.band == now.band:
        said = (
            f"The overall score went from {was.percentage}% to {now.percentage}%, still {now.band}."
        )
        return [Change("rating", "rating_score", way, said, size, ("overall",))]
    said = f"The overall rating went from {was.band} ({was.percentage}%) to {becomes}."
    return [Change("rating", "rating_band", way, said, size, ("overall",))]


def _overall(scores: pl.DataFrame, statements: pl.DataFrame) -> Overall | None:
    if statements.is_empty():
        return None
    return overall(assessed(scores, statements)["score"].to_list())


def _score(score: int) -> str:
    return f"{score} ({SCORE_NAMES[score]})"


def _way(before: int | None, now: int | None) -> Direction:
    if before is None or now is None:
        return "neutral"
    return "better" if now > before else "worse"
