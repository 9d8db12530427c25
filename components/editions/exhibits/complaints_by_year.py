"""What became of complaints, year by year: how they ended, whether answers came in time, and how
many went to the ombudsman."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from components.charts.spec import Bars, StackedBars
from components.editions.exhibits.parts import (
    OwnRecords,
    Share,
    Tables,
    caveats,
    cell,
    compared,
    said,
    share,
    share_rows,
    year_words,
    years,
)
from components.exhibits.exhibit import Content, Definition
from measures.disclosure.count_tables import ProtectedTable
from measures.editions.complaints import IN_TIME, LATE, UPHELD
from measures.editions.counted import NOT_KNOWN
from measures.statistics.comparison_wording import DifferenceVerdict
from vocabulary.complaints import ComplaintOutcome
from vocabulary.verdict import Verdict
from vocabulary.wording import sentence

_ANSWERED = (
    "Complaints by the year to 31 March in which they were answered; those withdrawn are no part "
    "of them."
)
_RECEIVED = "Complaints by the year to 31 March in which they were received."
_OUTCOMES = {
    ComplaintOutcome.UPHELD: "Upheld",
    ComplaintOutcome.PARTLY_UPHELD: "Partly upheld",
    ComplaintOutcome.NOT_UPHELD: "Not upheld",
    "no_finding": "No finding recorded",
}
_SAID = {
    DifferenceVerdict.TOO_FEW: ("Too few to judge.", Verdict.TOO_FEW),
    DifferenceVerdict.WITHIN_CHANCE: ("Much as the year before.", Verdict.WITHIN_CHANCE),
    DifferenceVerdict.FIRST_HIGHER: ("A larger share than the year before.", Verdict.BEYOND_CHANCE),
    DifferenceVerdict.FIRST_LOWER: ("A smaller share than the year before.", Verdict.BEYOND_CHANCE),
}


def against_year_before(shares: Sequence[Share]) -> tuple[str, Verdict | None, str]:
    """How the newest of some years' shares, newest first, compares with the one before: what is
    said, as a value, and why."""
    if len(shares) < 2:
        return "", None, ""
    newest, before = shares[:2]
    words, judged = _SAID.get(compared(newest, before), ("", None))
    if judged is None:
        return "", None, ""
    pair = f"{newest.percent} against {before.percent}"
    chance = "" if judged is Verdict.BEYOND_CHANCE else ": no more than chance can bring"
    return words, judged, f"{pair}{chance}." if judged is not Verdict.TOO_FEW else f"{pair}."


def _outcomes(tables: Tables, themes: Mapping[str, str]) -> Content | None:
    found = years(tables.all("complaints_answered_by_outcome"))
    if not found:
        return None
    rows = [_ended(table, tables.of("complaints_withdrawn", table.period)) for table in found]
    frame = pl.DataFrame(rows, infer_schema_length=None)
    upheld = [Share(cell(table, finding=UPHELD), cell(table)) for table in found]
    newest = found[0]
    if upheld[0].known:
        headline = (
            f"{upheld[0].part:,} of {upheld[0].whole:,} complaints answered in the "
            f"{year_words(newest)} were upheld, in full or in part"
        )
    else:
        headline = _answered_only(newest)
    verdict, judged, meaning = against_year_before(upheld)
    withdrawn = any(tables.of("complaints_withdrawn", table.period) for table in found)
    there = [key for key in _OUTCOMES if frame[key].has_nulls() or frame[key].sum()]
    kinds = tuple((str(key), _OUTCOMES[key]) for key in there)
    whole = not any(frame.get_column(key).has_nulls() for key in _OUTCOMES)
    return Content(
        headline=headline,
        subtitle=f"Complaints answered, by what was found, {_span(found)}",
        frame=frame,
        columns={
            "name": "Answered in the",
            **{f"{key}_said": _OUTCOMES[key] for key in there},
            "whole_said": "Answered",
            "upheld_percent": "Upheld in full or in part (%)",
            **({"withdrawn_said": "Withdrawn"} if withdrawn else {}),
        },
        source=f"The council's record of complaints. {_ANSWERED}",
        alternative="; ".join(
            f"{row['name']}: "
            + ", ".join(f"{_OUTCOMES[key].lower()} {row[f'{key}_said']}" for key in there)
            for row in rows
        ).replace("[c]", "not shown"),
        verdict=verdict,
        judged=judged,
        meaning=meaning,
        chart=StackedBars("name", kinds, horizontal=True)
        if whole
        else Bars("name", "whole", "upheld", "upheld, in full or in part", unit="complaints"),
        signal="usual",
        caveats=caveats([*found, *tables.all("complaints_withdrawn")]),
    )


def _ended(table: ProtectedTable, withdrawn: ProtectedTable | None) -> dict[str, object]:
    """A year's row."""
    upheld = Share(cell(table, finding=UPHELD), cell(table))
    row: dict[str, object] = {
        "name": sentence(year_words(table)),
        "whole": upheld.whole,
        "whole_said": said(upheld.whole),
        "upheld": upheld.part if upheld.known else None,
        "upheld_percent": upheld.percent.rstrip("%") or "[c]",
        "withdrawn_said": "–" if withdrawn is None else said(withdrawn.count()),
    }
    for key in _OUTCOMES:
        finding = (
            UPHELD if key in (ComplaintOutcome.UPHELD, ComplaintOutcome.PARTLY_UPHELD) else key
        )
        count = cell(table, finding=str(finding), outcome=str(key))
        row |= {str(key): count, f"{key}_said": said(count)}
    return row


def _answered_only(table: ProtectedTable) -> str:
    whole = cell(table)
    if whole is None:
        return f"What became of complaints in the {year_words(table)} is not shown"
    return f"{whole:,} complaints were answered in the {year_words(table)}"


def _span(tables: Sequence[ProtectedTable]) -> str:
    newest, oldest = tables[0], tables[-1]
    if newest is oldest:
        return year_words(newest)
    return f"{len(tables)} years to {year_words(newest).removeprefix('year to ')}"


def _states(
    found: Sequence[ProtectedTable],
    column: str,
    done: str,
    headline: str,
    subtitle: str,
    source: str,
) -> Content:
    """Years of which a part was done in time, newest first; what is not known is left out of the
    share and said."""
    shares = [
        share(cell(table, **{column: IN_TIME}), cell(table, **{column: LATE})) for table in found
    ]
    names = [sentence(year_words(table)) for table in found]
    unknown = [cell(table, **{column: NOT_KNOWN}) for table in found]
    frame = share_rows(list(zip(names, shares, strict=True))).with_columns(
        unknown_said=pl.Series([said(count) for count in unknown])
    )
    columns = {
        "name": "Year",
        "part_said": sentence(done),
        "whole_said": "Of",
        "share_said": "Share (%)",
        "interval_said": "95% interval (%)",
    }
    if any(count != 0 for count in unknown):
        columns["unknown_said"] = "Not known"
    verdict, judged, meaning = against_year_before(shares)
    newest = shares[0]
    return Content(
        headline=headline.format(
            part=f"{newest.part:,}", whole=f"{newest.whole:,}", year=year_words(found[0])
        )
        if newest.known
        else f"How many were {done} in the {year_words(found[0])} is not shown",
        subtitle=f"{subtitle}, {_span(found)}",
        frame=frame,
        columns=columns,
        source=f"The council's record of complaints. {source}",
        alternative="; ".join(
            f"{name}: " + (f"{each.part:,} of {each.whole:,} {done}" if each.known else "not shown")
            for name, each in zip(names, shares, strict=True)
        ),
        verdict=verdict,
        judged=judged,
        meaning=meaning,
        chart=Bars("name", "whole", "part", done, unit="complaints"),
        signal="attention"
        if judged is Verdict.BEYOND_CHANCE and verdict.startswith("A smaller")
        else "usual",
        caveats=caveats(found),
    )


def _in_time(tables: Tables, themes: Mapping[str, str]) -> Content | None:
    found = years(tables.all("complaints_answered_in_time"))
    if not found:
        return None
    return _states(
        found,
        "answered",
        "answered in time",
        "{part} of {whole} answers to complaints came in time in the {year}",
        "Complaints answered by the day agreed, or within six months",
        _ANSWERED,
    )


def _acknowledged(tables: Tables, themes: Mapping[str, str]) -> Content | None:
    found = years(tables.all("complaints_acknowledged"))
    if not found:
        return None
    return _states(
        found,
        "acknowledged",
        "acknowledged in time",
        "{part} of {whole} complaints received in the {year} were acknowledged in time",
        "Complaints acknowledged within three working days",
        _RECEIVED,
    )


def _referred(tables: Tables, themes: Mapping[str, str]) -> Content | None:
    found = years(tables.all("complaints_referred"))
    if not found:
        return None
    shares = [share(cell(table, referred="yes"), cell(table, referred="no")) for table in found]
    names = [sentence(year_words(table)) for table in found]
    newest = shares[0]
    return Content(
        headline=f"{newest.part:,} of {newest.whole:,} complaints received in the "
        f"{year_words(found[0])} went to the ombudsman"
        if newest.known
        else "How many complaints went to the ombudsman is not shown",
        subtitle=f"Complaints referred to the ombudsman, {_span(found)}",
        frame=share_rows(list(zip(names, shares, strict=True))),
        columns={
            "name": "Received in the",
            "part_said": "Referred to the ombudsman",
            "whole_said": "Of",
            "share_said": "Share (%)",
        },
        source=f"The council's record of complaints. {_RECEIVED}",
        alternative="; ".join(
            f"{name}: "
            + (f"{each.part:,} of {each.whole:,} referred" if each.known else "not shown")
            for name, each in zip(names, shares, strict=True)
        ),
        chart=Bars("name", "whole", "part", "referred to the ombudsman", unit="complaints")
        if any(each.known for each in shares)
        else None,
        signal="usual",
        caveats=caveats(found),
    )


_HOW = "The whole bar is a year's complaints, the dark part those that the words beside it name."
OUTCOMES = OwnRecords(
    Definition(
        key="edition_outcomes",
        title="What complaints came to",
        meaning="What was found when complaints were answered, year by year.",
        formula=(
            "Upheld in full or in part ÷ all answered in the year. Withdrawn complaints are in "
            "neither. The year before is compared by Newcombe's 95% interval for two shares."
        ),
        source="The council's record of complaints.",
        how_to_read="One bar a year, newest first, divided by what was found.",
        caveats=("A complaint is upheld where something went wrong, however small.",),
    ),
    ("complaints_answered_by_outcome", "complaints_withdrawn"),
    _outcomes,
)
IN_TIME_ANSWERS = OwnRecords(
    Definition(
        key="edition_answers_in_time",
        title="Complaints answered in time",
        meaning="How many answers came by the day agreed, or within six months.",
        formula=(
            "Answered in time ÷ answered in time or late, by the year of the answer, with Clopper "
            "and Pearson's 95% interval. Where nobody wrote down which, it is in neither."
        ),
        source="SI 2009/309, regulation 14; the council's record of complaints.",
        how_to_read=_HOW,
    ),
    ("complaints_answered_in_time",),
    _in_time,
)
ACKNOWLEDGED = OwnRecords(
    Definition(
        key="edition_acknowledged",
        title="Complaints acknowledged in time",
        meaning="How many complaints were acknowledged within three working days.",
        formula=(
            "Acknowledged in time ÷ acknowledged in time or late (or not at all), by the year of "
            "receipt, with Clopper and Pearson's 95% interval."
        ),
        source="SI 2009/309, regulation 13; the council's record of complaints.",
        how_to_read=_HOW,
    ),
    ("complaints_acknowledged",),
    _acknowledged,
)
REFERRED = OwnRecords(
    Definition(
        key="edition_referred",
        title="Complaints that went to the ombudsman",
        meaning="How many complaints the council knows to have gone to the ombudsman.",
        formula="Referred ÷ received in the year, where it is recorded whether they were.",
        source="SI 2009/309, regulation 18; the council's record of complaints.",
        how_to_read=_HOW,
        caveats=("The ombudsman decides later, and counts by the year of its decision.",),
    ),
    ("complaints_referred",),
    _referred,
)
