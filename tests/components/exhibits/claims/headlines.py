"""What each exhibit's headline claims, derived anew from its frame.

Nothing here calls what wrote the sentences. A headline has to be one of the sentences listed for
its exhibit, and what fills the gaps has to follow from the rows. `A` sets the gaps' values against
what is derived; a sentence without gaps states a condition.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

import polars as pl

from tests.components.exhibits.claims.groups import (
    Group,
    Measured,
    gravest,
    in_words,
    others,
    verdict,
)
from tests.components.exhibits.claims.reading import pattern, same
from tests.components.exhibits.claims.standings import how_many
from tests.components.exhibits.claims.texts.assessed_today import AGAINST, FOR, MISSING, counted
from tests.components.exhibits.claims.words import day, joined_up_to

Frames = Mapping[str, pl.DataFrame]
Derive = Callable[[pl.DataFrame, Frames], tuple[Any, ...] | bool]


class Names(frozenset[str]):
    """Names that a gap lists, in any order: each may hold "and" itself."""


class Claim(NamedTuple):
    """A sentence, and what has to hold: the gaps' values in order, or a condition."""

    sentence: str
    derive: Derive


def A(sentence: str, derive: Derive) -> Claim:  # noqa: N802
    """One sentence that an exhibit may say."""
    return Claim(sentence, derive)


def count(frame: pl.DataFrame, condition: pl.Expr | str) -> int:
    """How many rows hold."""
    return frame.filter(condition).height


def total(frame: pl.DataFrame, *columns: str) -> int:
    """The sum of some columns, 0 for none."""
    return sum(int(frame.get_column(column).sum() or 0) for column in columns)


def whole(share: float) -> int:
    """A share in whole per cents, as people round."""
    return math.floor(100 * share + 0.5)


def empty(frame: pl.DataFrame, _frames: Frames) -> bool:
    """No row."""
    return frame.is_empty()


def _scores(frame: pl.DataFrame) -> tuple[int, int]:
    return total(frame, "score"), 4 * frame.height


def _percent(frame: pl.DataFrame) -> int:
    """The regulator rounds up."""
    got, most = _scores(frame)
    return math.ceil(100 * got / most)


def _band(percent: float) -> str:
    return next(
        name
        for least, name in (
            (88, "outstanding"),
            (63, "good"),
            (39, "requires improvement"),
            (25, "inadequate"),
        )
        if percent >= least
    )


def _known(frame: pl.DataFrame) -> bool:
    return frame.get_column("score").null_count() == 0 and frame.height > 0


def _overall(frame: pl.DataFrame, _: Frames) -> tuple[Any, ...]:
    got, most = _scores(frame)
    percent, points = _percent(frame), 0
    band = _band(percent)
    while _band(math.ceil(100 * (got + points) / most)) == band and got + points < most:
        points += 1
    return band, percent, points, _band(math.ceil(100 * (got + points) / most))


def _together(frame: pl.DataFrame, specialist: bool) -> float:
    row = frame.filter(pl.col("together") & (pl.col("specialist") == specialist))
    return float(row.item(0, "count")) / float(row.item(0, "required"))


def _bounds(frame: pl.DataFrame) -> tuple[int, int]:
    """The per cent if every unknown score were 1, and 4."""
    got, most = _scores(frame)
    unknown = frame.get_column("score").null_count()
    return math.ceil(100 * (got + unknown) / most), math.ceil(100 * (got + 4 * unknown) / most)


def _small(text: str) -> str:
    first, *others = text.replace(",", "").split() or [""]
    named = first in others or (bool(others) and others[0].istitle() and others[0].isalpha())
    return text if text[1:2].isupper() or named else text[:1].lower() + text[1:]


def _most_short(frame: pl.DataFrame, _: Frames) -> tuple[Any, ...] | bool:
    themes = frame.group_by("theme_name").agg(
        short=pl.col("shortfall").sum(), across=(pl.col("shortfall") > 0).sum()
    )
    most = themes.filter(pl.col("short") == pl.col("short").max()).sort("across", descending=True)
    row = most.row(0, named=True)
    return (_small(row["theme_name"]), row["short"], row["across"]) if most.height == 1 else False


def _without_references(said: str) -> str:
    """Which actions and lessons it is about stands in the list alone."""
    lead = said.rstrip(".")
    return lead.partition(": ")[0] if re.match(r"\S+ (action|lesson)s? ", lead) else lead


def _most_short_each(frame: pl.DataFrame, _: Frames) -> tuple[Any, ...] | bool:
    themes = frame.group_by("theme_name", maintain_order=True).agg(
        short=pl.col("shortfall").sum(), across=(pl.col("shortfall") > 0).sum()
    )
    most = themes.filter(pl.col("short") == pl.col("short").max())
    if most.height < 2:
        return False
    widest = most.sort("across", descending=True, maintain_order=True).get_column("theme_name")
    return most.height, most.item(0, "short"), joined_up_to([_small(name) for name in widest])


def _last(frame: pl.DataFrame, kind: str) -> Any:
    of_kind = frame.filter(pl.col("kind") == kind).sort("day")
    return of_kind.item(-1, "score") if of_kind.height else None


def _apart(frame: pl.DataFrame, least: float = 0.0) -> bool:
    """No group's own figure is shown to differ from the others."""
    return not frame.get_column("below").any() if "below" in frame.columns else least == 0


def _late(frame: pl.DataFrame) -> str:
    """The first three by name, and how many more."""
    titles = [t.lower() for t in frame.filter(pl.col("state") == "late").get_column("title")]
    parts = [*titles[:3], *([f"{len(titles) - 3} more"] if len(titles) > 3 else [])]
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


STATEMENTS: dict[str, list[Claim]] = {
    "overall_score": [
        A("No scores are known yet", lambda f, _: f.get_column("score").drop_nulls().is_empty()),
        A(
            "* at #%, # point short of *",
            lambda f, x: _overall(f, x) if _overall(f, x)[2] == 1 else False,
        ),
        A("* at #%, # points short of *", _overall),
        A("* at #%", lambda f, _: (_band(_percent(f)), _percent(f))),
        A("No overall score yet", lambda f, _: not _known(f)),
        A(
            "# of # scores are known: the rating lies between * and *",
            lambda f, _: (
                count(f, pl.col("score").is_not_null()),
                f.height,
                _band(_bounds(f)[0]),
                _band(_bounds(f)[1]),
            ),
        ),
    ],
    "statement_scores": [
        A(
            "No published scores are known yet",
            lambda f, _: f.get_column("published_score").drop_nulls().is_empty(),
        ),
        A(
            "# of # statements scored below good",
            lambda f, _: (count(f, pl.col("published_score") < 3), f.height),
        ),
        A(
            "Below good: *",
            lambda f, _: (Names(f.filter(pl.col("published_score") < 3).get_column("name")),),
        ),
        A(
            "Every known score is good or better",
            lambda f, _: count(f, pl.col("published_score") < 3) == 0,
        ),
    ],
    "evidence_balance": [
        A(
            "Shortfalls are most often about *",
            lambda f, _: (
                " and ".join(
                    _small(n) for n in f.filter(pl.col("shortfall") > 0).head(2).get_column("name")
                ),
            ),
        ),
    ],
    "themes_statements": [
        A("# themes tie for most shortfalls, # each; they are *", _most_short_each),
        A("Shortfalls are most often about *; #, in # quality statements", _most_short),
        A("Shortfalls are most often about *; #, in # quality statement", _most_short),
    ],
    "what_changed": [
        A("Nothing has changed since *", lambda f, _: (f.is_empty() or False,)),
        A(
            "Nothing got worse since *",
            lambda f, _: (count(f, pl.col("direction") == "worse") == 0,),
        ),
        A(
            "*",
            lambda f, _: (
                _without_references(f.sort("rank").item(0, "sentence"))
                if count(f, pl.col("direction") == "worse")
                else "",
            ),
        ),
    ],
    "score_history": [
        A("*: no score is known", lambda f, _: (True,) if f.is_empty() else False),
        A(
            "*: published at #, and self-assessed the same",
            lambda f, x: (
                (True, _last(f, "published"))
                if _last(f, "published") == _last(f, "self_assessed")
                else False
            ),
        ),
        A(
            "*: published at #, self-assessed at #",
            lambda f, _: (True, _last(f, "published"), _last(f, "self_assessed")),
        ),
        A("*: published at #", lambda f, _: (True, _last(f, "published"))),
    ],
    "coding_review": [
        A("No findings are recorded yet", lambda f, _: total(f, "findings") == 0),
        A(
            "# findings still have a suggested coding",
            lambda f, _: (total(f, "findings") - total(f, "decided"),),
        ),
        A(
            "Every coding has been confirmed or corrected by a person",
            lambda f, _: (
                total(f, "findings") == total(f, "decided") and "together" not in f.columns
            ),
        ),
    ],
    "freshness": [
        A(
            "Late: *",
            lambda f, _: (_late(f),),
        ),
        A("Nothing is late", lambda f, _: count(f, pl.col("state") == "late") == 0),
        A(
            "Nothing has been recorded yet",
            lambda f, _: (
                count(
                    f,
                    (pl.col("rows") > 0)
                    & ~pl.col("dataset").is_in(["theme", "indicator_definition"]),
                )
                == 0
            ),
        ),
    ],
}


def _losses(frame: pl.DataFrame) -> dict[str, int]:
    """People lost before each step after the first."""
    counts = dict(frame.select("step", "count").iter_rows())
    steps = list(counts)
    return {after: counts[before] - counts[after] for before, after in itertools.pairwise(steps)}


def _fewer(frame: pl.DataFrame) -> list[str]:
    """Questions whose intervals for specialist and other teams stand apart, specialist lower."""
    newest = frame.filter("newest") if "newest" in frame.columns else frame
    found = []
    for (question,), rows in newest.group_by("question", maintain_order=True):
        sides = {row["specialist"]: row for row in rows.iter_rows(named=True)}
        if len(sides) == 2 and sides[True]["share"] < sides[False]["share"]:
            found.append(str(question))
    return found


def _without_a_route(frame: pl.DataFrame) -> list[str]:
    """Professions for which no way in and no way up is open."""
    closed = frame.group_by("profession_name").agg((pl.col("state") == "open").any().alias("open"))
    return closed.filter(~pl.col("open")).get_column("profession_name").to_list()


def _out_of_date(frame: pl.DataFrame) -> list[int]:
    """How many people each duty is out of date for: those without a common day still ahead."""
    late = frame.filter(
        (pl.col("not_met") > 0) & ~(pl.col("days_left") >= 0).fill_null(value=False)
    )
    return late.get_column("not_met").to_list()


def _days_left(frame: pl.DataFrame, _: Frames) -> tuple[Any, ...]:
    ahead = frame.filter((pl.col("not_met") > 0) & (pl.col("days_left") >= 0)).sort("not_met")
    row = ahead.row(-1, named=True)
    return row["not_met"], row["days_left"], row["name"].split(": ")[1]


TRAINING: dict[str, list[Claim]] = {
    "training_access": [
        A(
            "Most who miss training for their role are offered a place but not given the "
            "time to go",
            lambda f, _: 2 * _losses(f)["released"] > sum(_losses(f).values()),
        ),
        A(
            "#% of the training that roles need is in date",
            lambda f, _: (
                whole(
                    f.filter(step="in_date").item(0, "count")
                    / f.filter(step="in_date").item(0, "required")
                ),
            ),
        ),
    ],
    "training_gap": [
        A(
            "People in specialist teams get the training their role needs less often than "
            "colleagues",
            lambda f, _: _together(f, specialist=True) < _together(f, specialist=False),
        ),
    ],
    "training_duties": [
        A(
            "Whether the duties of law and registration are met is not fully recorded",
            lambda f, _: total(f, "not_known") > 0 and total(f, "not_met") == 0,
        ),
        A("# social workers have # days left for *", _days_left),
        A(
            "# duties of law or registration are out of date, for # people each",
            lambda f, _: (len(_out_of_date(f)), *set(_out_of_date(f))),
        ),
        A(
            "A duty of law or registration is out of date for # people",
            lambda f, _: tuple(_out_of_date(f)),
        ),
    ],
    "training_grid": [
        A(
            "# team is clearly below 80% in a course they need",
            lambda f, _: (
                f.filter((pl.col("high") < 0.8) & ~pl.col("few")).get_column("team").n_unique(),
            ),
        ),
        A(
            "# teams are clearly below 80% in a course they need",
            lambda f, _: (
                f.filter((pl.col("high") < 0.8) & ~pl.col("few")).get_column("team").n_unique(),
            ),
        ),
    ],
    "staff_voice": [
        A("Fewer in specialist teams say they *", lambda f, _: (len(_fewer(f)) > 0,)),
        A(
            "Fewer in specialist teams agree, whatever is asked; *",
            lambda f, _: (len(_fewer(f)) == 3,),
        ),
        A(
            "Specialist teams answer much as others do",
            lambda f, _: count(f, pl.col("verdict") == "specialist teams lower") == 0,
        ),
    ],
    "workforce_routes": [
        A(
            "Whether every route is open to every profession is not recorded",
            lambda f, _: count(f, pl.col("state") == "not known") > 0,
        ),
        *(
            A(
                f"# {who} lack some route; some are not recorded",
                lambda f, _: (
                    f.filter(pl.col("state") == "not open").get_column("profession").n_unique(),
                ),
            )
            for who in ("profession", "professions")
        ),
        A(
            "No route is open to *",
            lambda f, _: (Names(_without_a_route(f)),),
        ),
    ],
    "workforce_progress": [
        A(
            "# people of # left a route before the end",
            lambda f, _: (total(f, "left_early"), total(f, "started")),
        ),
    ],
}


def _newest(frame: pl.DataFrame) -> dict[str, Any]:
    return frame.sort("year").row(-1, named=True)


def _upheld(frame: pl.DataFrame, _: Frames) -> tuple[Any, ...]:
    row = _newest(frame)
    return row["upheld"], row["investigations"], whole(row["average"])


def _expected(frame: pl.DataFrame, _: Frames) -> tuple[Any, ...]:
    row = _newest(frame)
    return row["count"], round(row["expected"])


def _good_last_year(frame: pl.DataFrame, _: Frames) -> tuple[Any, ...]:
    last = frame.filter("complete").sort("period").tail(4)
    return (whole(total(last, "good") / total(last, "audits")),)


def _most_overdue(frame: pl.DataFrame, _: Frames) -> tuple[Any, ...]:
    row = frame.sort(["overdue", "open"], descending=True).row(0, named=True)
    return row["statement"], row["overdue"], row["open"]


COMPLAINTS: dict[str, list[Claim]] = {
    "complaints_volume": [
        A(
            "Complaints are as usual now; * stood out",
            lambda f, _: (
                [
                    f"{d:%B %Y}"
                    for d in f.filter(
                        ~pl.col("meaning").is_in(["common_cause", "so_far"])
                    ).get_column("date")
                ],
            ),
        ),
        A(
            "Complaints are as usual: none of # months stood out",
            lambda f, _: (
                (count(f, pl.col("meaning") != "so_far"),)
                if count(f, ~pl.col("meaning").is_in(["common_cause", "so_far"])) == 0
                else False
            ),
        ),
        A(
            "No whole month of complaints is recorded for this choice",
            lambda f, _: count(f, pl.col("meaning") != "so_far") == 0,
        ),
        A(
            "Too few months to say what is usual",
            lambda f, _: f.get_column("lower_limit").drop_nulls().is_empty(),
        ),
    ],
    "complaints_timeliness": [
        A(
            "#% acknowledged in time",
            lambda f, _: (
                (whole(f.item(0, "in_time") / f.item(0, "due")),)
                if f.filter(step="answered").item(0, "due") == 0
                and f.filter(step="answered").item(0, "not_recorded") == 0
                else False
            ),
        ),
        A(
            "#% acknowledged and #% answered in time",
            lambda f, _: tuple(
                whole(row["in_time"] / row["due"]) for row in f.sort("step").iter_rows(named=True)
            ),
        ),
        A(
            "No complaint has fallen due yet",
            lambda f, _: total(f, "received") > 0 and total(f, "due") == 0,
        ),
        A(
            "#% acknowledged in time; when answers were given is not recorded",
            lambda f, _: (
                whole(
                    f.filter(step="acknowledged").item(0, "in_time")
                    / f.filter(step="acknowledged").item(0, "due")
                ),
            ),
        ),
        A(
            "#% answered in time; when complaints were acknowledged is not recorded",
            lambda f, _: (
                whole(
                    f.filter(step="answered").item(0, "in_time")
                    / f.filter(step="answered").item(0, "due")
                ),
            ),
        ),
        A(
            "When complaints were acknowledged and answered is not recorded",
            lambda f, _: total(f, "due") == 0,
        ),
    ],
    "complaints_outcomes": [
        A(
            "#% of decided complaints were upheld at least in part",
            lambda f, _: (
                whole(
                    total(f.filter(pl.col("outcome").is_in(["upheld", "partly_upheld"])), "count")
                    / total(
                        f.filter(
                            pl.col("outcome").is_in(["upheld", "partly_upheld", "not_upheld"])
                        ),
                        "count",
                    )
                ),
            ),
        ),
    ],
    "complaints_themes": [
        A(
            "What complaints are about is not recorded, or too few to show",
            lambda f, _: count(f, pl.col("case") != "not recorded") == 0,
        ),
        A(
            "Complaints are most often about *",
            lambda f, _: (
                Names(
                    f.filter(pl.col("case") != "not recorded")
                    .sort("count", descending=True)
                    .get_column("name")
                    .head(2)
                ),
            ),
        ),
    ],
    "complaints_teams": [
        A(
            "There are no two teams with decided complaints to compare",
            lambda f, _: count(f, pl.col("denominator") > 0) < 2,
        ),
        A(
            "Too few complaints are decided to say whether a team stands out",
            lambda f, _: (
                f.filter(pl.col("denominator") > 0)
                .select(((pl.col("low_limit") <= 0) & (pl.col("high_limit") >= 1)).all())
                .item()
            ),
        ),
        A(
            "No team is upheld more often than chance explains",
            lambda f, _: (
                count(f, (pl.col("outlier") == 1) & (pl.col("ratio") > pl.col("target"))) == 0
            ),
        ),
    ],
    "complaints_compliments": [
        A(
            "More compliments than complaints: # against #",
            lambda f, _: (
                (total(f, "compliments"), total(f, "complaints"))
                if total(f, "compliments") > total(f, "complaints")
                else False
            ),
        ),
        A(
            "Fewer compliments than complaints: # against #",
            lambda f, _: (
                (total(f, "compliments"), total(f, "complaints"))
                if total(f, "compliments") < total(f, "complaints")
                else False
            ),
        ),
    ],
    "complaints_changed": [
        A("# of # upheld decisions led to a change", lambda f, _: (count(f, "made"), f.height)),
    ],
    "ombudsman_upheld": [
        A(
            "# of # ombudsman complaints upheld: within chance of the #% usual",
            _upheld,
        ),
    ],
    "ombudsman_funnel": [
        A(
            "Among other councils, our uphold rate is within chance",
            lambda f, _: count(f, pl.col("ours") & (pl.col("outlier") == 1)) == 0,
        ),
    ],
    "ombudsman_expected": [
        A(
            "# ombudsman investigations, # expected: within chance",
            _expected,
        ),
    ],
    "ombudsman_remedies": [
        A(
            "Whether remedies were done in time is not known",
            lambda f, _: _newest(f)["late_remedies"] is None,
        ),
        A(
            "Every remedy was done, # remedies late",
            lambda f, _: (total(f.sort("year").tail(1), "late_remedies"),),
        ),
        A(
            "Every remedy was done, none late",
            lambda f, _: (
                _newest(f)["complied"] == _newest(f)["remedies"]
                and _newest(f)["late_remedies"] == 0
            ),
        ),
        A(
            "Every remedy was done, # remedy late",
            lambda f, _: (total(f.sort("year").tail(1), "late_remedies"),),
        ),
    ],
}


def _most_stuck(frame: pl.DataFrame, _: Frames) -> tuple[Any, ...]:
    return frame.get_column("stuck").max(), frame.item(0, "of")


LEVELS = ("inform", "consult", "engage", "co_design", "coproduce")


def _whole(frame: pl.DataFrame) -> pl.DataFrame:
    """Periods whose record is whole."""
    return frame.filter(~pl.col("name").str.ends_with("so far"))


def _long_day(when: date) -> str:
    return f"{when.day} {when:%B %Y}"


def _only_open(sentence: str, column: str, words: Callable[[Any], str]) -> Claim:
    """All there is is of an open period, whose name it has; the subtitle's claim says that it is
    open."""
    return A(sentence, lambda f, _: (words(f[column].max()),))


_IN_MONTH = "* is only counted so far, and not judged yet"
ONLY_OPEN: dict[str, Claim] = {
    **{
        key: _only_open(_IN_MONTH, "month", lambda when: f"{when:%B %Y}")
        for key in ("training_access", "training_gap", "training_duties", "training_grid")
    },
    "staff_voice": _only_open(
        "The survey to * is only counted so far, and not judged yet", "period_end", _long_day
    ),
    "workforce_progress": _only_open(
        "The period to * is only counted so far, and not judged yet", "last_day", _long_day
    ),
    "workforce_routes": _only_open(
        "The period to * is only counted so far, and not judged yet", "period_end", _long_day
    ),
}

PRACTICE: dict[str, list[Claim]] = {
    "learning_loop": [
        A("Some steps of the loop are not recorded", lambda f, _: 0 < f.height < 5),
        A("# of # lessons were not checked again", _most_stuck),
        A("# of # lessons led to no change", _most_stuck),
        A("# of # lessons were never shared", _most_stuck),
    ],
    "learning_not_evidenced": [
        A("# lessons said to be embedded have no evidence", lambda f, _: (f.height,)),
    ],
    "lessons_checked": [
        A(
            "# of # lessons have not been checked again",
            lambda f, _: (count(f, pl.col("checked_on").is_null()), f.height),
        ),
    ],
    "audit_repeats": [
        A(
            "# of # findings came back after the team was told",
            lambda f, _: (
                count(f, pl.col("found_since") > 0),
                count(f, pl.col("audits_since") > 0),
            ),
        ),
    ],
    "audit_grades": [
        A("#% of audits in the last year were good or better", _good_last_year),
        A(
            "#% of audits in the last year were good or better: no change beyond chance",
            _good_last_year,
        ),
    ],
    "audit_teams": [
        A("No team stands out: differences are within chance", lambda f, _: _apart(f)),
    ],
    "audit_areas": [
        A("No practice area stands out: differences are within chance", lambda f, _: _apart(f)),
    ],
    "audit_moderation": [
        A(
            "Auditors and moderators: # of # graded alike",
            lambda f, _: (total(f.tail(1), "same"), total(f.tail(1), "moderated")),
        ),
        A(
            "Moderators grade lower than auditors do",
            lambda f, _: total(f, "lower") > total(f, "higher"),
        ),
        A(
            "Moderators grade higher than auditors do",
            lambda f, _: total(f, "higher") > total(f, "lower"),
        ),
    ],
    "audit_voice": [
        A(
            "The person was asked in # of # audits (#%)",
            lambda f, _: (
                total(f, "sought"),
                total(f, "recorded"),
                whole(total(f, "sought") / total(f, "recorded")),
            ),
        ),
    ],
    "audit_sample": [
        A(
            "The next # audits, in # teams",
            lambda f, _: (total(f, "audits"), f.get_column("team").n_unique()),
        ),
    ],
    "coproduction_levels": [
        A(
            "People shaped the outcome together with us in # of # activities",
            lambda f, _: (
                total(_whole(f), "together"),
                total(_whole(f), *LEVELS),
            ),
        ),
        A(
            "Activities with people are only counted so far: no quarter is whole yet",
            lambda f, _: _whole(f).is_empty() and f.height > 0,
        ),
    ],
    "coproduction_voices": [
        A(
            "Not heard yet: *",
            lambda f, _: (Names(f.filter(pl.col("activities") == 0).get_column("group")),),
        ),
    ],
    "coproduction_shaped": [
        A(
            "Whether what people worked on changed is not recorded",
            lambda f, _: f.get_column("changed").null_count() == f.height,
        ),
        A(
            "# of # things people worked on changed",
            lambda f, _: (count(f, pl.col("changed") > 0), f.height),
        ),
    ],
    "coproduction_changed": [
        A(
            "Something changed after # of # activities; # not decided yet",
            lambda f, _: (total(f, "changed"), total(f, "activities"), total(f, "undecided")),
        ),
    ],
    "coproduction_answers": [
        A(
            "Whether people were told what came of it is not recorded",
            lambda f, _: f.get_column("heard_back").null_count() == f.height,
        ),
        A(
            "People heard back after # of # activities",
            lambda f, _: (count(f, pl.col("heard_back").is_not_null()), f.height),
        ),
    ],
    "innovation": [
        A(
            "# of # pilots and studies adopted or spread",
            lambda f, _: (count(f, pl.col("stage").is_in(["adopted", "spread"])), f.height),
        ),
    ],
}


def _overdue_and_due(frame: pl.DataFrame, _: Frames) -> tuple[Any, ...]:
    return count(frame, pl.col("state") == "overdue"), count(frame, pl.col("days_to_due") <= 30)


def _without_action(frame: pl.DataFrame, frames: Frames) -> tuple[Any, ...]:
    """Of the shortfalls of the newest document of each kind for each statement."""
    findings = frames["finding"]
    newest = findings.filter(
        pl.col("published") == pl.col("published").max().over("statement", "source_kind")
    )
    return (
        count(frame, pl.col("standing") == "no action"),
        count(newest, pl.col("polarity") == "shortfall"),
    )


def _last_whole(frame: pl.DataFrame) -> dict[str, Any]:
    """The newest month that is whole."""
    return frame.filter("complete").row(-1, named=True)


def _end_of(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


PLAN: dict[str, list[Claim]] = {
    "plan_statements": [
        *(
            A(
                f"# {open_ones} open; when actions are due is not recorded",
                lambda f, _: (total(f, "open"),) if f.get_column("overdue").null_count() else False,
            )
            for open_ones in ("action", "actions")
        ),
        A(
            "*: # of # open actions are overdue",
            _most_overdue,
        ),
        A("No statement has an overdue action", lambda f, _: total(f, "overdue") == 0),
    ],
    "plan_owners": [
        *(
            A(
                f"# {open_ones} open; when actions are due is not recorded",
                lambda f, _: (total(f, "open"),) if f.get_column("overdue").null_count() else False,
            )
            for open_ones in ("action", "actions")
        ),
        A("No owner has an overdue action", lambda f, _: total(f, "overdue") == 0),
        A(
            "# of # owners have overdue actions",
            lambda f, _: (count(f, pl.col("overdue") > 0), f.height),
        ),
    ],
    "plan_burn_up": [
        A(
            "# of # actions closed by now",
            lambda f, _: (
                (_last_whole(f)["closed"], _last_whole(f)["agreed"]) if f["complete"][-1] else False
            ),
        ),
        A(
            "# of # actions closed by *",
            lambda f, _: (
                (
                    _last_whole(f)["closed"],
                    _last_whole(f)["agreed"],
                    _long_day(_end_of(_last_whole(f)["period"])),
                )
                if f["complete"].any()
                else False
            ),
        ),
        A(
            "The plan is only counted so far: no month is whole yet",
            lambda f, _: not f["complete"].any(),
        ),
    ],
    "plan_due": [
        A(f"# {overdue} overdue, # {due} due within 30 days", _overdue_and_due)
        for overdue in ("action", "actions")
        for due in ("action", "actions")
    ]
    + [
        A(
            f"# {are} past the due day; which are closed is not recorded",
            lambda f, _: (
                (count(f, pl.col("state") == "overdue"),)
                if f.get_column("closed").null_count() == f.height
                else False
            ),
        )
        for are in ("action is", "actions are")
    ],
    "plan_without_evidence": [
        A(
            "Every closed action has evidence of impact",
            lambda f, x: f.is_empty() and total(x["plan_statements"], "closed") > 0,
        ),
        A(
            "# of # closed actions have no evidence of impact",
            lambda f, x: (f.height, total(x["plan_statements"], "closed")),
        ),
    ],
    "plan_shortfalls": [
        A("# of # shortfalls: no action names them", lambda f, _: (f.height, True)),
        A("# of # shortfalls have no action", _without_action),
    ],
}


def _sides(frame: pl.DataFrame) -> tuple[int, int, int]:
    """Lines for, against and of what cannot be shown, by their states."""
    states = frame.get_column("state").to_list()
    return tuple(sum(s in side for s in states) for side in (FOR, AGAINST, MISSING))  # type: ignore[return-value]


def _speaks(frame: pl.DataFrame, frames: Frames) -> tuple[Any, ...]:
    every = frames["assessed_today_all"].row(
        by_predicate=pl.col("statement") == frame.item(0, "statement"), named=True
    )
    return every["name"], _said_of_sides(*_sides(frame), every["basis"], {every["since"]})


def _speaks_of_all(frame: pl.DataFrame, frames: Frames) -> tuple[Any, ...]:
    every: dict[tuple[Any, ...], str] = {}
    for row in frames["assessed_today_lines"].rows(named=True):
        alone = row["about"] is None and row["reference"] is None
        own = row["statement"] if alone else None
        every[row["kind"], row["state"], row["about"], row["reference"], own] = row["state"]
    told = list(every.values())
    for_us, against, missing = (sum(s in side for s in told) for side in (FOR, AGAINST, MISSING))
    days = {row["since"] for row in frame.rows(named=True) if row["basis"] != "none"}
    basis = "published" if days else "none"
    return (_said_of_sides(for_us, against, missing, basis, days),)


def _said_of_sides(for_us: int, against: int, missing: int, basis: str, days: set[date]) -> str:
    when = "in the last 12 months"
    if basis != "none":
        when = "since the statements were assessed" if len(days) > 1 else f"since {day(*days)}"
    return counted(for_us, against, missing, when)


ASSESSED_TODAY: dict[str, list[Claim]] = {
    "assessed_today": [A("*: *", _speaks)],
    "assessed_today_all": [A("*", _speaks_of_all)],
}


def _own(frame: pl.DataFrame) -> list[dict[str, Any]]:
    return frame.filter("own").rows(named=True)


BEARING: dict[str, list[Claim]] = {
    key: [
        A("No measure of * is held yet", lambda f, _: (True,) if not _own(f) else False),
        A("*: *", lambda f, _: (True, how_many(_own(f))) if _own(f) else False),
    ]
    for key in ("statement_indicators", "theme_indicators")
}

ABSENT = ("No ", "Nothing ", "Nobody ", "It is not recorded", "What staff say", "How many ")
"""How a headline begins that says there is nothing to say; only without rows."""


def _ways(frame: pl.DataFrame) -> tuple[int, int, int]:
    """How many measures are getting worse, getting better and as usual, on charts with limits."""
    judged = pl.col("uppers").list.last().is_not_null()
    worse, better, usual = (
        count(frame, judged & (pl.col("variation") == meaning))
        for meaning in ("concern", "improvement", "common_cause")
    )
    return worse, better, usual


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _worse(frame: pl.DataFrame, _: Frames) -> tuple[Any, ...] | bool:
    worse, _better, usual = _ways(frame)
    measures = "measure" if frame.height == 1 else "measures"
    return worse > 0 and (worse, frame.height, measures, _are(worse), usual, _are(usual or 1))


def _better(frame: pl.DataFrame, _: Frames) -> tuple[Any, ...] | bool:
    worse, better, usual = _ways(frame)
    said = (frame.height, better, _are(better), usual, _are(usual or 1))
    return better > 0 and worse == 0 and said


def _as_usual(frame: pl.DataFrame, _: Frames) -> tuple[Any, ...] | bool:
    worse, better, usual = _ways(frame)
    return usual > 0 and worse == better == 0 and (usual, frame.height, _are(usual))


def _untold(frame: pl.DataFrame, _: Frames) -> tuple[Any, ...] | bool:
    noun = "measure" if frame.height == 1 else "measures"
    nothing = frame.height > 0 and _ways(frame) == (0, 0, 0) and _neutral(frame) == 0
    return nothing and (frame.height, noun)


def _neutral(frame: pl.DataFrame) -> int:
    judged = pl.col("uppers").list.last().is_not_null()
    return count(frame, judged & pl.col("variation").is_in(["neutral_high", "neutral_low"]))


def _changed(frame: pl.DataFrame, _: Frames) -> tuple[Any, ...] | bool:
    changed, noun = _neutral(frame), "measure" if frame.height == 1 else "measures"
    have = "has" if changed == 1 else "have"
    return changed > 0 and _ways(frame) == (0, 0, 0) and (changed, frame.height, noun, have)


MEASURES: dict[str, list[Claim]] = {
    "measures": [
        A("# of # * * getting worse, # * as usual", _worse),
        A("No measure is getting worse: of #, # * getting better and # * as usual", _better),
        A("No measure is getting worse: # of # * as usual", _as_usual),
        A("# of # * * changed; none is getting better or worse", _changed),
        A("# *: no change can be told yet", _untold),
        A("No measure has a figure yet", empty),
    ],
}


def _by_group(frame: pl.DataFrame) -> Measured:
    rows = frame.sort(pl.col("numerator") / pl.col("denominator"), "group").rows(named=True)
    some = next((row for row in rows if row["numerator"]), None)
    per = some["figure"] * some["denominator"] / some["numerator"] if some else 1.0
    groups = (
        Group(r["group"], r["numerator"], r["denominator"], per, r["first"], r["last"])
        for r in rows
    )
    row = rows[0]
    return Measured(row["measure"], row["name"], row["unit"], row["direction"], "", tuple(groups))


def _differs(frame: pl.DataFrame, _: Frames) -> tuple[Any, ...] | bool:
    measured = _by_group(frame) if frame.height else None
    worst = gravest(measured) if measured else None
    if measured is None or worst is None:
        return False
    group = worst[0]
    of_all = in_words(others(group, measured), group, measured)
    return measured.name, in_words(group.x / group.n, group, measured), group.name, of_all


def _alike(few: bool) -> Derive:
    def derive(frame: pl.DataFrame, _: Frames) -> tuple[Any, ...] | bool:
        measured = _by_group(frame) if frame.height else None
        if measured is None or gravest(measured):
            return False
        told = {verdict(each, measured) for each in measured.groups}
        return ("within chance" not in told) == few and (measured.name,)

    return derive


def _recorded(*codes: str) -> Derive:
    def derive(frame: pl.DataFrame, _: Frames) -> tuple[Any, ...] | bool:
        told = {row["measure"]: row for row in frame.rows(named=True)}
        if set(told) != {f"{code}_recorded" for code in codes}:
            return False
        of = (told[f"{code}_recorded"] for code in codes)
        return tuple(f"{row['numerator'] / row['denominator'] * 100:.0f}" for row in of)

    return derive


_OF_PEOPLE = "of people with long-term support"
EQUITY: dict[str, list[Claim]] = {
    "equity_recording": [
        A(
            f"Ethnicity is recorded for *%, language for *% {_OF_PEOPLE}",
            _recorded("ethnicity", "language"),
        ),
        A(f"Ethnicity is recorded for *% {_OF_PEOPLE}", _recorded("ethnicity")),
        A(f"Language is recorded for *% {_OF_PEOPLE}", _recorded("language")),
        A("Of how many people ethnicity and language are recorded is not on record", empty),
    ],
} | {
    f"equity_{subject}": [
        A("*: * for *, * for all others", _differs),
        A("*: no ethnic group differs from the others by more than chance", _alike(few=False)),
        A("*: too few people of each ethnic group to compare", _alike(few=True)),
        A(f"No measure of {what} is on record by ethnic group", empty),
    ]
    for subject, what in (
        ("access", "who reaches the council"), ("waiting", "waiting"), ("outcomes", "outcomes"),
    )
}  # fmt: skip
HEADLINES: dict[str, list[Claim]] = STATEMENTS | TRAINING | COMPLAINTS | PRACTICE | PLAN | MEASURES
HEADLINES |= ASSESSED_TODAY
HEADLINES |= BEARING | EQUITY


def holds(key: str, headline: str, frame: pl.DataFrame, frames: Frames) -> bool:
    """Whether a headline says what the rows say."""
    # That none of the rows behind says so is tried field by field in `test_not_recorded.py`.
    if frame.is_empty() and (headline.startswith(ABSENT) or headline.endswith("is not recorded")):
        return True
    only_open = [ONLY_OPEN[key]] if key in ONLY_OPEN else []
    for claim in [*HEADLINES.get(key, []), *only_open]:
        said = pattern(claim.sentence).match(headline)
        if said is None:
            continue
        derived = claim.derive(frame, frames)
        if isinstance(derived, bool):
            if derived and not said.groups():
                return True
        elif len(derived) == len(said.groups()) and all(
            part is True or same(words, part)
            for words, part in zip(said.groups(), derived, strict=True)
        ):
            return True
    return False
