"""Where the councils of a region stand, and which of them have a signal."""

from __future__ import annotations

import polars as pl

from components.exhibits.declaration import declare
from components.exhibits.exhibit import Content
from components.exhibits.region.records import signals_of
from components.exhibits.region.words import SIGNAL_OF, figure_in_words, value_in_words
from components.exhibits.view import View
from measures.region.signals import MONTHS
from measures.region.standing import FEWEST, distribution, with_signals
from vocabulary.region import RegionMeasure
from vocabulary.wording import agree, counted, sentence

_SOURCE = "Each council's own records and what is published about it."
_NO_RANKING = (
    "Councils differ in what they record and whom they serve: this is no ranking, and a place at "
    "an end of a row is no signal by itself."
)
_ONE = "Only one council's records are in view"
_RULES = (
    "A signal is what would need attention on the council's own pages: rated inadequate or a "
    "statement scored 1; more measures changed for the worse, or one by more, than chance gives "
    "where so many are looked at; more actions overdue, or fewer "
    "complaints answered in time, month by month, than is usual there; more upheld by the "
    "ombudsman than chance allows beside similar councils; specialist teams less often in date "
    f"than others; a kind of record late. Complaints are those of {MONTHS} months; training is "
    "that of the newest whole month."
)


def _councils(signals: pl.DataFrame) -> int:
    return signals.get_column("authority").n_unique()


@declare(
    key="region_standing",
    title="Where our councils stand",
    question="Where does each council stand among all, and on what do councils have a signal?",
    meaning="Each council's figure on each measure, beside those of all councils you may see.",
    formula=f"{_RULES} The band is the middle half of all councils, with {FEWEST} or more.",
    source=_SOURCE,
    how_to_read="A mark is a council, by its figure from left to right. A triangle has a signal of "
    "its own; the band holds the middle half of councils. Point at a mark for the council's name; "
    "the table has all of them by name.",
    caveats=(_NO_RANKING,),
    page="region",
    place=40010,
    of_region=True,
    public=False,
    inputs=lambda records, request, view: (signals_of(records),),
)
def region_standing(signals: pl.DataFrame, view: View) -> Content:
    """The exhibit, from the signals of several councils."""
    judged = distribution(signals)
    labels = RegionMeasure.labels()
    order = {measure: place for place, measure in enumerate(labels)}
    frame = (
        signals.join(judged.drop("councils"), on="measure", how="left", maintain_order="left")
        .sort(pl.col("measure").replace_strict(order, return_dtype=pl.Int64), "authority")
        .with_columns(
            name=pl.col("measure").replace_strict(labels, return_dtype=pl.String),
            has=pl.when(pl.col("signal").fill_null(value=False)).then(pl.lit("signal")),
        )
    )
    said = [figure_in_words(row) for row in frame.iter_rows(named=True)]
    halves = [_half(row) for row in frame.iter_rows(named=True)]
    frame = frame.with_columns(
        pl.Series("figure", said, pl.String), pl.Series("half", halves, pl.String)
    )
    councils, several = _councils(signals), with_signals(signals)
    return Content(
        headline=_headline(judged, councils, several.height),
        subtitle=f"{sentence(counted(councils, 'council'))}, each by the rules of its own pages"
        if councils
        else _ONE,
        frame=frame,
        columns={
            "name": "Measure",
            "authority": "Council",
            "figure": "Figure",
            "half": "Middle half of councils",
            "has": "Signal",
            "why": "Why",
        },
        source=_SOURCE,
        alternative="; ".join(_alternative(row) for row in judged.iter_rows(named=True)),
        meaning=_NO_RANKING if councils else "",
        signal="attention" if several.height else "usual",
        whose=counted(councils, "council"),
    )


def _half(row: dict[str, object]) -> str | None:
    low, high = row["low"], row["high"]
    if not isinstance(low, float) or not isinstance(high, float):
        return None
    measure = str(row["measure"])
    return f"{value_in_words(measure, low)} to {value_in_words(measure, high)}"


def _headline(judged: pl.DataFrame, councils: int, several: int) -> str:
    if not councils:
        return "Records of several councils are not held here"
    if not several:
        return f"None of the {councils:,} councils has a signal"
    have = f"{several:,} of {councils:,} councils {agree(several, 'has', 'have')} a signal"
    most = judged.sort("with_signal", descending=True, maintain_order=True).row(0, named=True)
    return f"{have}: {most['with_signal']:,} on {SIGNAL_OF[RegionMeasure(most['measure'])]}"


def _alternative(row: dict[str, object]) -> str:
    label = RegionMeasure.labels()[str(row["measure"])]
    if not row["told"]:
        return f"{label}: not known of any council"
    least, most = (
        value_in_words(str(row["measure"]), float(str(row[e]))) for e in ("least", "most")
    )
    return f"{label}: from {least} to {most}, {row['with_signal']} with a signal"


@declare(
    key="region_signals",
    title="Councils with a signal",
    question="Which councils have a signal, on what, and where is the evidence?",
    meaning="The councils that have a signal, by name, each with what it is on and why.",
    formula=_RULES,
    source=_SOURCE,
    how_to_read="By name. A link leads to the council's own page that has the evidence.",
    caveats=(_NO_RANKING,),
    page="region",
    place=40020,
    of_region=True,
    public=False,
    inputs=lambda records, request, view: (signals_of(records),),
)
def region_signals(signals: pl.DataFrame, view: View) -> Content:
    """The exhibit, from the signals of several councils."""
    frame = with_signals(signals).with_columns(what=pl.col("whys").list.join("; "))
    councils, several = _councils(signals), frame.filter(pl.col("number") > 1).height
    if not councils:
        headline = "Records of several councils are not held here"
    elif frame.is_empty():
        headline = f"None of the {councils:,} councils has a signal"
    else:
        have = agree(frame.height, "has", "have")
        headline = f"{frame.height:,} of {councils:,} councils {have} a signal"
        headline += (
            f", {several:,} on more than one measure" if several else ", each on one measure"
        )
    return Content(
        headline=headline,
        subtitle="By name, with the page that has the evidence" if councils else _ONE,
        frame=frame.select("authority", "number", "what", "measures", "whys"),
        columns={"authority": "Council", "number": "Signals", "what": "What they are on"},
        source=_SOURCE,
        signal="attention" if frame.height else "usual",
        whose=counted(councils, "council"),
    )
