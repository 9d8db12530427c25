"""How many characteristics of good have no evidence yet, by statement; and each that lacks some."""

from __future__ import annotations

from typing import Final

import polars as pl

from components.charts.spec import StackedBars
from components.exhibits.characteristics.judged import OWN_VIEW, Judged, judged, said_of_next
from components.exhibits.declaration import ExhibitRequest, declare
from components.exhibits.exhibit import Content
from components.exhibits.records import Records
from components.exhibits.view import View
from measures.characteristics.gaps import by_judgement, by_statement, in_nobodys_hand, missing
from vocabulary.characteristics import CharacteristicOf, Standing
from vocabulary.verdict import Verdict
from vocabulary.wording import agree, counted, long_date, none_or, number_word, sentence

GOOD: Final = CharacteristicOf.GOOD.value
_BRINGS: Final = "Bring in the published characteristics on the page Characteristics."
_KINDS: Final = tuple((each.value, each.label) for each in Standing)
_FORMULA: Final = (
    "A characteristic has evidence where a person chose at least one finding, measure, audit or "
    "lesson for it, or an action that is closed with evidence that it helped, and judged it. It "
    "is in hand where an owner is named, or one of its open actions has one."
)
_SOURCE: Final = "The characteristics as published, brought in by the council; its own judgements."


def _inputs(
    records: Records, request: ExhibitRequest, view: View
) -> tuple[Judged, pl.DataFrame, str]:
    return judged(records, view.today), records.framework.frame(), request.statement


@declare(
    key="characteristics_gaps",
    title="Characteristics of good without evidence",
    question="Which characteristics of good have no evidence yet, and who has them in hand?",
    meaning="How the council judges itself against what good looks like, and where nothing shows "
    "it.",
    formula=_FORMULA,
    source=_SOURCE,
    how_to_read="Each bar is a quality statement. The lightest part has no evidence yet, whatever "
    "is claimed.",
    caveats=(OWN_VIEW,),
    page="characteristics",
    place=2210,
    inputs=_inputs,
    public=False,
    next_step=_BRINGS,
)
def characteristics_gaps(
    known: Judged, statements: pl.DataFrame, _statement: str, view: View
) -> Content:
    """The exhibit: a row per statement with its counts, of the characteristics of good."""
    frame = by_statement(known.standing, statements, GOOD)
    total = sum(frame.get_column("characteristics"))
    none = sum(frame.get_column(Standing.NO_EVIDENCE.value))
    nobody = in_nobodys_hand(known.standing, GOOD)
    return Content(
        headline=headline_of_gaps(total, none, nobody),
        subtitle=f"Our own judgement, version {known.version or 'none'}, {view.council}",
        frame=frame,
        columns={
            "short_name": "Quality statement",
            **dict(_KINDS),
            "characteristics": "Characteristics of good",
            "lacking": "Evidence is missing",
            "nobody": "Of these, nobody has it in hand",
        },
        source=_SOURCE,
        alternative="; ".join(
            f"{row['short_name']}: {none_or(row['no_evidence'])} of {row['characteristics']} "
            "without evidence"
            for row in frame.iter_rows(named=True)
        ),
        verdict="Self-assessment",
        meaning=OWN_VIEW,
        judged=None if total else Verdict.NOT_RECORDED,
        chart=StackedBars("short_name", _KINDS, horizontal=True),
        signal="attention" if none else "usual",
        due=known.needed_by if none else None,
    )


def headline_of_gaps(total: int, none: int, nobody: int) -> str:
    """What is missing, as one would say it."""
    if not total:
        return "No rating characteristics are on record"
    if not none:
        return f"Every one of {counted(total, '‘good’ characteristic')} has evidence"
    hands = (
        "each is in somebody's hand"
        if not nobody
        else "nobody has any of them in hand"
        if nobody == none and none > 1
        else f"{number_word(nobody)} {agree(nobody, 'has', 'have')} nobody in hand"
    )
    return (
        f"{none} of {total} ‘good’ characteristics {agree(none, 'has', 'have')} no evidence yet; "
        f"{hands}"
    )


@declare(
    key="characteristics_missing",
    title="What is missing, by when, and who has it",
    question="What evidence is missing before the next assessment, by when, and who has it?",
    meaning="Every characteristic of good that lacks evidence, with what is missing.",
    formula=_FORMULA + " Where a judgement gives no day, evidence is needed before the next "
    "assessment.",
    source=_SOURCE,
    how_to_read="Those that nobody has in hand come first, then those needed soonest.",
    caveats=(OWN_VIEW,),
    page="characteristics",
    place=2220,
    inputs=_inputs,
    public=False,
    next_step=_BRINGS,
)
def characteristics_missing(
    known: Judged, statements: pl.DataFrame, _statement: str, view: View
) -> Content:
    """The exhibit: a row per characteristic of good that lacks evidence, or some of it."""
    frame = missing(known.standing, statements, GOOD)
    nobody = frame.filter(~pl.col("in_hand")).height
    late = frame.filter(pl.col("by") < view.today).height
    headline = "Nothing is missing for a characteristic of good"
    if frame.height:
        headline = f"Something is missing for {counted(frame.height, '‘good’ characteristic')}"
        headline += f"; {number_word(nobody)} with nobody in hand" if nobody else ""
        headline += f"; {number_word(late)} past the day it was needed" if late else ""
    elif known.standing.is_empty():
        headline = "No rating characteristics are on record"
    return Content(
        headline=headline,
        subtitle=f"Our own judgement, version {known.version or 'none'}, {view.council}",
        frame=frame,
        columns={
            "short_name": "Quality statement",
            "text": "Characteristic of good",
            "said": "What is missing",
            "by": "Needed by",
            "who": "Who has it in hand",
        },
        source=" ".join([_SOURCE, *said_of_next(known.coming)]),
        alternative="; ".join(
            f"{row['short_name']}: {row['text']} {row['said']} {row['who']}"
            for row in frame.iter_rows(named=True)
        ),
        signal="attention" if frame.height else "usual",
        due=known.needed_by if frame.height else None,
    )


@declare(
    key="statement_characteristics",
    title="Judged against the rating characteristics",
    question="How does the statement stand against what each judgement looks like?",
    meaning="For each judgement, how many of its characteristics the council says it meets, with "
    "evidence.",
    formula=_FORMULA,
    source=_SOURCE,
    how_to_read="Each bar is a judgement. The lightest part has no evidence yet, whatever is "
    "claimed. To meet what good looks like is not to be judged good.",
    caveats=(OWN_VIEW,),
    page="statement",
    place=2030,
    inputs=_inputs,
    public=False,
    of_statement=True,
    next_step=_BRINGS,
)
def statement_characteristics(
    known: Judged, statements: pl.DataFrame, statement: str, view: View
) -> Content:
    """The exhibit: a row per judgement with its counts, of one quality statement."""
    frame = by_judgement(known.standing.filter(pl.col("statement") == statement)).with_columns(
        name=pl.col("rating").replace_strict(CharacteristicOf.labels(), return_dtype=pl.String)
    )
    good = frame.filter(pl.col("rating") == GOOD).to_dicts()
    headline = "No rating characteristics are on record"
    if good:
        row = good[0]
        met, total, none = row["met"], row["characteristics"], row["no_evidence"]
        headline = (
            f"{sentence(none_or(met))} of {total} ‘good’ characteristics "
            f"{agree(met, 'is', 'are')} met, with evidence"
        )
        if none:
            headline += f"; {number_word(none)} {agree(none, 'has', 'have')} no evidence yet"
    elif frame.height:
        headline = "No characteristic of good is on record"
    by = f", needed by {long_date(known.needed_by)}" if known.needed_by else ""
    return Content(
        headline=headline,
        subtitle=f"Our own judgement, version {known.version or 'none'}{by}",
        frame=frame,
        columns={
            "name": "Characteristics of",
            **dict(_KINDS),
            "characteristics": "Characteristics",
            "lacking": "Evidence is missing",
            "nobody": "Of these, nobody has it in hand",
        },
        source=_SOURCE,
        alternative="; ".join(
            f"{row['name']}: {none_or(row['met'])} of {row['characteristics']} met with evidence, "
            f"{none_or(row['no_evidence'])} without evidence"
            for row in frame.iter_rows(named=True)
        ),
        verdict="Self-assessment",
        meaning=OWN_VIEW,
        chart=StackedBars("name", _KINDS, horizontal=True),
        signal="attention" if any(row["no_evidence"] for row in good) else "usual",
    )
