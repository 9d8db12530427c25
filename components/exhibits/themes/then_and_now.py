"""Two assessments of one council: what was said of each theme then and now, and of one theme the
sentences side by side."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from components.charts.spec import Grid
from components.exhibits.declaration import ExhibitRequest, declare
from components.exhibits.exhibit import Content
from components.exhibits.filters import Filters
from components.exhibits.records import Records
from components.exhibits.view import View
from measures.findings.then_and_now import Became, Pair, pair_of, then_and_now
from measures.themes.timeline import named_themes
from vocabulary.findings import Polarity, SourceKind
from vocabulary.wording import counted, listed_up_to, long_date, number_word, sentence, within

BECAME: dict[str, str] = {
    Became.STILL_THERE: "Still there",
    Became.NEW: "New",
    Became.GONE: "Spoken of, no longer short",
    Became.NOT_SPOKEN_OF: "Not spoken of again",
    Became.NEVER_SHORT: "Short in neither",
}
_SOURCE = "Findings as coded by rule or by a person."
_ONE_ONLY = "There is one assessment only: nothing to set beside it"
_CAVEATS = (
    "Assessors look at what they choose and write down what they find: a theme that the later "
    "document does not speak of has not gone away.",
    "A peer review and a CQC assessment are made by different people for different ends.",
)


def _inputs(
    records: Records, request: ExhibitRequest, view: View
) -> tuple[pl.DataFrame, pl.DataFrame, Filters]:
    return records["finding"], records["theme"], request.filters


def document_of(findings: pl.DataFrame) -> str:
    """What a document is called: its kind and day."""
    kind = SourceKind.labels()[findings.item(0, "source_kind")]
    return f"{kind}, {long_date(findings.item(0, 'published'))}"


@declare(
    key="then_and_now",
    title="What was said then and now",
    question="What of the last assessment was still said in this one?",
    meaning="For each theme, how many findings of two assessments say that something falls short.",
    formula=(
        "Findings of the two newest assessments, CQC's or peer reviews, that are shortfalls or "
        "mixed, by theme."
    ),
    source="Findings of assessments and peer reviews, coded by theme.",
    how_to_read=(
        "Left what the earlier document found, right the later one. A theme is still there where "
        "both name a shortfall, new where only the later does."
    ),
    caveats=_CAVEATS,
    page="themes",
    place=3030,
    inputs=_inputs,
    public=False,
)
def then_now(
    findings: pl.DataFrame, codebook: pl.DataFrame, _filters: Filters, view: View
) -> Content:
    """The grid, a row for each theme and document; silent: the later one does not speak of it."""
    pair = pair_of(findings)
    subtitle = f"Findings that fall short, of all on the theme, {view.council}"
    if pair is None:
        texts = dict.fromkeys(("theme", "name", "document", "became", "said"), pl.String())
        numbers = dict.fromkeys(("short", "findings"), pl.Int64())
        silent = {"silent": pl.Boolean()}
        return _alone(subtitle, {"name": "Theme"}, {**texts, **numbers, **silent})
    in_order = then_and_now(pair).with_row_index("order")
    rows = (
        named_themes(in_order, codebook)
        .filter(pl.col("became") != Became.NEVER_SHORT)
        .sort("order")
    )
    still, new = (
        [within(name) for name in rows.filter(pl.col("became") == each).get_column("name")]
        for each in (Became.STILL_THERE, Became.NEW)
    )
    documents = [document_of(each) for each in pair]
    frame = pl.concat(
        rows.select(
            "theme",
            "name",
            document=pl.lit(named),
            short=f"{when}_short",
            findings=f"{when}_findings",
            became=pl.col("became").replace_strict(BECAME),
            silent=pl.col("became") == Became.NOT_SPOKEN_OF,
        ).with_columns(
            said=pl.when(pl.col("findings") > 0).then(pl.format("{} of {}", "short", "findings"))
        )
        for when, named in zip(("then", "now"), documents, strict=True)
    )
    return Content(
        headline=_headline(still, new, rows.height),
        subtitle=subtitle,
        frame=frame,
        columns={
            "name": "Theme",
            "document": "Document",
            "short": "Fall short",
            "findings": "Findings",
            "became": "Since then",
        },
        source=_SOURCE,
        chart=Grid("name", "document", "short", said="said") if rows.height else None,
        alternative=(
            f"Still there: {listed_up_to(still) if still else 'no theme'}. "
            f"New: {listed_up_to(new) if new else 'no theme'}."
        ),
        signal="attention" if still else "usual",
    )


def _headline(still: list[str], new: list[str], themes: int) -> str:
    if not themes:
        return "Neither assessment names a shortfall on a theme"
    if not still and not new:
        return "No shortfall of the earlier assessment was named again, and none is new"
    both = sentence(f"{counted(len(still), 'theme')} fell short in both assessments")
    return f"{both}, {number_word(len(new))} in the later one alone" if new else both


def _alone(subtitle: str, columns: Mapping[str, str], schema: Mapping[str, pl.DataType]) -> Content:
    """Where there is nothing to set beside."""
    return Content(
        headline=_ONE_ONLY,
        subtitle=subtitle,
        frame=pl.DataFrame(schema=schema),
        columns=dict(columns),
        source=_SOURCE,
    )


@declare(
    key="theme_then_and_now",
    title="What was said of a theme then and now",
    question="What did two assessments say of this theme?",
    meaning="The findings of two assessments on one theme, side by side.",
    formula="Findings of the two newest assessments, CQC's or peer reviews, on the theme.",
    source="Findings of assessments and peer reviews, coded by theme.",
    how_to_read="Left what the earlier document says, right the later one.",
    caveats=_CAVEATS,
    page="theme",
    place=4030,
    inputs=_inputs,
    public=False,
)
def theme_then_now(
    findings: pl.DataFrame, codebook: pl.DataFrame, filters: Filters, view: View
) -> Content:
    """The sentences, those of the earlier document first; earlier, later: what both are called."""
    pair = pair_of(findings)
    columns = {"document": "Document", "way": "Says", "said": "In words", "where": "Reference"}
    if pair is None:
        schema = dict.fromkeys((*columns, "polarity", "earlier", "later"), pl.String())
        return _alone(f"Two assessments, {view.council}", columns, schema)
    earlier, later = (document_of(each) for each in pair)
    of_theme = Pair(*(each.filter(_on(filters.theme or "")) for each in pair))
    frame = pl.concat(
        of_one.select(
            document=pl.lit(called),
            way=pl.col("polarity").replace(Polarity.labels()),
            said=pl.col("text"),
            where=pl.coalesce("reference", pl.lit("")),
            polarity=pl.col("polarity"),
            earlier=pl.lit(earlier),
            later=pl.lit(later),
        )
        for of_one, called in zip(of_theme, (earlier, later), strict=True)
    )
    rows = then_and_now(of_theme).filter(pl.col("theme") == (filters.theme or ""))
    became = rows.item(0, "became") if rows.height else None
    return Content(
        headline=_SAID[became],
        subtitle=f"{earlier} beside {later}",
        frame=frame,
        columns=columns,
        source=_SOURCE,
        signal="attention" if became == Became.STILL_THERE else "usual",
    )


_SAID: dict[str | None, str] = {
    Became.STILL_THERE: "Both assessments say that something falls short here",
    Became.NEW: "The later assessment names a shortfall that the earlier one did not",
    Became.GONE: "The later assessment speaks of this and names no shortfall",
    Became.NOT_SPOKEN_OF: "The later assessment does not speak of this shortfall",
    Became.NEVER_SHORT: "Neither assessment names a shortfall here",
    None: "Neither assessment speaks of this theme",
}


def _on(theme: str) -> pl.Expr:
    return pl.col("themes").fill_null([]).list.contains(theme)
