"""The overall score: the exact arithmetic, how far the next rating is, or the range still open."""

from __future__ import annotations

import polars as pl

from components.exhibit import Exhibit, Signal, define
from components.phrasing import counted, listed, long_date, number_word, sentence
from components.view import View
from measures.rating import HIGHEST_SCORE, Overall, Step, total_needed

CQC_METHOD = "CQC, How we determine ratings"

DEFINITION = define(
    key="overall_score",
    title="Overall score and rating",
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
)


def overall_score(own: pl.DataFrame, overall: Overall, view: View) -> Exhibit:
    """The exhibit. `own`: what `measures.scores.latest` gave; `overall`: the rating of it."""
    known = own.filter(pl.col("score").is_not_null())
    caveats = []
    lowest = own.filter(pl.col("score") == 1).get_column("name").to_list()
    if lowest:
        caveats.append(
            f"A score of 1 ({listed(lowest)}) can lead CQC to give notice to the Secretary of "
            "State."
        )
    headline, alternative = _headline(overall)
    return Exhibit(
        definition=DEFINITION,
        headline=headline,
        subtitle=_subtitle(known, overall),
        frame=own.select("order", "name", "theme", "score", "day", "source"),
        columns={
            "name": "Quality statement",
            "theme": "Theme",
            "score": "Score (1 to 4)",
            "day": "Published",
            "source": "Source",
        },
        council=view.council,
        nature=view.nature,
        source=f"Sum of {number_word(overall.statements)} scores ÷ {overall.possible}, rounded up. "
        f"{CQC_METHOD}.",
        alternative=alternative,
        verdict=_verdict(overall),
        meaning=_meaning(overall),
        signal=_signal(overall),
        as_at=view.as_at,
        audience=view.audience,
        caveats=tuple(caveats),
    )


def _headline(overall: Overall) -> tuple[str, str]:
    if overall.known == 0:
        return "No scores are known yet", "No overall score: no scores are known."
    if overall.band is None:
        known = f"{sentence(number_word(overall.known))} of {number_word(overall.statements)}"
        verb = "score is" if overall.known == 1 else "scores are"
        if overall.lowest_band == overall.highest_band:
            lies = f"the rating will be {overall.lowest_band} whatever the others are"
        else:
            lies = f"the rating lies between {overall.lowest_band} and {overall.highest_band}"
        return (
            f"{known} {verb} known: {lies}",
            f"Overall score still possible: {overall.lowest} to {overall.highest} per cent.",
        )
    place = f"{sentence(overall.band)} at {overall.percentage}%"
    if overall.points_to_next_band is not None:
        short = counted(overall.points_to_next_band, "point")
        place += f", {short} short of {overall.next_band}"
    return place, f"Overall score {overall.percentage} per cent: {overall.band}."


def _subtitle(known: pl.DataFrame, overall: Overall) -> str:
    if known.is_empty():
        return "Import the published report on the Data page"
    days = known.get_column("day").drop_nulls().unique().sort().to_list()
    when = f"published {long_date(days[-1])}" if len(days) == 1 else "published on several days"
    if not days:
        when = "publication date not known"
    if overall.missing:
        return (
            f"CQC assessment {when}. Known scores add to {overall.total} of "
            f"{overall.known * HIGHEST_SCORE}."
        )
    return f"CQC assessment {when}. The scores add to {overall.total} of {overall.possible}."


def _verdict(overall: Overall) -> str:
    if overall.band is None:
        return "No rating yet." if overall.known else ""
    return f"{overall.total} ÷ {overall.possible} = {overall.percentage}%: {overall.band}."


def _meaning(overall: Overall) -> str:
    if overall.band is None:
        return needed_for_good(overall)
    said = []
    if overall.points_to_next_band is not None:
        up = counted(overall.points_to_next_band, "more point")
        said.append(f"{up} would make it {overall.next_band}")
    if overall.points_to_band_below is not None:
        lost = counted(overall.points_to_band_below, "point")
        said.append(f"the loss of {lost} would make it {overall.band_below}")
    return sentence("; ".join(said)) + "." if said else ""


def needed_for_good(overall: Overall) -> str:
    """What the missing scores must add up to for a rating of good, in a sentence."""
    needed = total_needed("good", overall.statements)
    rest = needed - overall.total
    missing = counted(overall.missing, "unknown score")
    if rest <= overall.missing:
        return f"Good needs {needed} of {overall.possible}: any scores still to come give that."
    if rest > overall.missing * HIGHEST_SCORE:
        return f"Good needs {needed} of {overall.possible}: that can no longer be reached."
    return f"Good needs {needed} of {overall.possible}: the {missing} must add to {rest} or more."


def _signal(overall: Overall) -> Signal:
    if overall.band is None:
        return "unknown"
    return "attention" if overall.band in {"inadequate", "requires improvement"} else "usual"


def steps_sentence(overall: Overall, steps: list[Step]) -> str:
    """Which single steps reach the next band, in a sentence."""
    if overall.next_band is None:
        return "The rating is the highest there is."
    reaching = [step for step in steps if step.overall.band == overall.next_band]
    if not reaching:
        points = counted(overall.points_to_next_band or 0, "point")
        return f"No single step reaches {overall.next_band}: {points} are needed."
    if len(reaching) == len(steps):
        return f"Any one statement raised by one point reaches {overall.next_band}."
    return f"{sentence(counted(len(reaching), 'single step'))} reach {overall.next_band}."
