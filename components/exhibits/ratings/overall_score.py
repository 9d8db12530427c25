"""The overall score: the exact arithmetic, how far the next rating is, or the range still open."""

from __future__ import annotations

import polars as pl

from components.exhibits.declaration import declare
from components.exhibits.exhibit import Content, Signal
from components.exhibits.view import View
from measures.ratings.rating import HIGHEST_SCORE, Overall, Step, total_needed
from measures.ratings.scores import assessed, rated
from measures.ratings.stated import rating_differs
from vocabulary.wording import agree, counted, listed, long_date, number_word, sentence

CQC_METHOD = "CQC, How we determine ratings"


@declare(
    key="overall_score",
    title="Overall score and rating",
    question="What is the rating, by which arithmetic, and how far is the next one?",
    meaning="The published quality statement scores taken together, as CQC takes them.",
    formula=(
        "Sum of the scores ÷ the highest possible sum (4 for each statement), as a percentage, "
        "rounded up. 25 to 38 inadequate, 39 to 62 requires improvement, 63 to 87 good, 88 and "
        "over outstanding. Every statement weighs the same."
    ),
    source=f"{CQC_METHOD}. Rounding up fits every council for which CQC published both.",
    how_to_read=(
        "The mark shows the overall score on CQC's scale. While scores are missing, the line "
        "shows every overall score that is still possible; there is no rating yet."
    ),
    caveats=(
        "Scores are judgements made at one time; a change of one point is one statement judged "
        "differently, not a measured trend.",
    ),
    page="overview",
    place=1010,
    inputs=lambda records, request, view: (
        records["score"],
        records.framework.frame(),
        records["rating"],
    ),
)
def overall_score(
    scores: pl.DataFrame, statements: pl.DataFrame, ratings: pl.DataFrame, view: View
) -> Content:
    """The exhibit, from the council's scores, the framework's statements and published ratings."""
    own = assessed(scores, statements)
    result = rated(own)
    known = own.filter(pl.col("score").is_not_null())
    stated = rating_differs(ratings, own)
    caveats = [stated] if stated else []
    lowest = own.filter(pl.col("score") == 1).get_column("name").to_list()
    if lowest:
        caveats.append(
            f"A score of 1 ({listed(lowest)}) can lead CQC to give notice to the Secretary of "
            "State."
        )
    headline, alternative = _headline(result)
    return Content(
        headline=headline,
        subtitle=_subtitle(known, result),
        frame=own.with_columns(day="stated").select(
            "order", "name", "theme", "statements", "score", "day", "source"
        ),
        columns={
            "name": "Quality statement",
            "theme": "Theme",
            "score": "Score (1 to 4)",
            "day": "Published",
            "source": "Source",
        },
        source=f"Sum of {number_word(result.statements)} scores ÷ {result.possible}, rounded up. "
        f"{CQC_METHOD}.",
        alternative=alternative,
        verdict=_verdict(result),
        meaning=_meaning(result),
        signal=_signal(result),
        caveats=tuple(caveats),
    )


def _headline(result: Overall) -> tuple[str, str]:
    if result.known == 0:
        return "No scores are known yet", "No overall score: no scores are known."
    if result.band is None:
        known = f"{sentence(number_word(result.known))} of {number_word(result.statements)} scores"
        verb = agree(result.known, "is", "are")
        if result.lowest_band == result.highest_band:
            lies = f"the rating will be {result.lowest_band} whatever the others are"
        else:
            lies = f"the rating lies between {result.lowest_band} and {result.highest_band}"
        return (
            f"{known} {verb} known: {lies}",
            f"Overall score still possible: {result.lowest} to {result.highest} per cent.",
        )
    place = f"{sentence(result.band)} at {result.percentage}%"
    if result.points_to_next_band is not None:
        short = counted(result.points_to_next_band, "point")
        place += f", {short} short of {result.next_band}"
    return place, f"Overall score {result.percentage} per cent: {result.band}."


def _subtitle(known: pl.DataFrame, result: Overall) -> str:
    if known.is_empty():
        return "Import the published report on the Data page"
    days = known.get_column("stated").drop_nulls().unique().sort().to_list()
    when = f"published {long_date(days[-1])}" if len(days) == 1 else "published on several days"
    if not days:
        when = "publication date not known"
    if result.missing:
        return (
            f"CQC assessment {when}. Known scores add to {result.total} of "
            f"{result.known * HIGHEST_SCORE}."
        )
    return f"CQC assessment {when}. The scores add to {result.total} of {result.possible}."


def _verdict(result: Overall) -> str:
    if result.band is None:
        return "No rating yet." if result.known else ""
    return f"{result.total} ÷ {result.possible} = {result.percentage}%: {result.band}."


def _meaning(result: Overall) -> str:
    if result.band is None:
        return needed_for_good(result)
    said = []
    if result.points_to_next_band is not None:
        up = counted(result.points_to_next_band, "more point")
        said.append(f"{up} would make it {result.next_band}")
    if result.points_to_band_below is not None:
        lost = counted(result.points_to_band_below, "point")
        said.append(f"the loss of {lost} would make it {result.band_below}")
    return sentence("; ".join(said)) + "." if said else ""


def needed_for_good(result: Overall) -> str:
    """What the missing scores must add up to for a rating of good, in a sentence."""
    needed = total_needed("good", result.statements)
    rest = needed - result.total
    missing = counted(result.missing, "unknown score")
    if rest <= result.missing:
        return f"Good needs {needed} of {result.possible}: any scores still to come give that."
    if rest > result.missing * HIGHEST_SCORE:
        return f"Good needs {needed} of {result.possible}: that can no longer be reached."
    return f"Good needs {needed} of {result.possible}: the {missing} must add to {rest} or more."


def _signal(result: Overall) -> Signal:
    if result.band is None:
        return "unknown"
    return "attention" if result.band in {"inadequate", "requires improvement"} else "usual"


def steps_sentence(result: Overall, steps: list[Step]) -> str:
    """Which single steps reach the next band, in a sentence."""
    if result.next_band is None:
        return "The rating is the highest there is."
    reaching = [step for step in steps if step.overall.band == result.next_band]
    if not reaching:
        points = counted(result.points_to_next_band or 0, "point")
        return f"No single step reaches {result.next_band}: {points} are needed."
    if len(reaching) == len(steps):
        return f"Any one statement raised by one point reaches {result.next_band}."
    return f"{sentence(counted(len(reaching), 'single step'))} reach {result.next_band}."
