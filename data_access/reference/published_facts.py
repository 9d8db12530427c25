"""Published facts that come with the product, each row with its source.

Scores, ratings and ombudsman figures of real councils under their real names, Hillingdon's
findings in our own words, the codebook, and the catalogue of indicators. Gathered from public
pages; see `data_access/reference/`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl

from data_access.datasets import (
    COUNCIL,
    FINDING,
    INDICATOR_DEFINITION,
    OMBUDSMAN,
    RATING,
    SCORE,
    THEME,
)
from data_access.datasets.theme import EVERY_COUNCIL
from data_access.importing.stages.meaning.councils import Councils
from data_access.ledger.batch import Action
from data_access.ledger.entry import Entry
from data_access.ledger.ledger import Landed, append
from data_access.snapshot import stored_councils
from data_access.store.database import Store
from vocabulary.nature import Nature
from vocabulary.principal import Principal

FOLDER = Path(__file__).parent
HILLINGDON = "London Borough of Hillingdon"
HILLINGDON_PUBLISHED = "2024-12-13"


def load_reference_facts(
    store: Store, principal: Principal, *, findings: bool = True
) -> list[Landed]:
    """Append the published facts, the codebook and the catalogue of indicators. Doing so again
    changes nothing.

    `findings`: Hillingdon's too, as something to read beside the example.
    """
    published = [
        Entry(COUNCIL, _councils()),
        Entry(SCORE, _scores()),
        Entry(RATING, _ratings()),
        Entry(OMBUDSMAN, _ombudsman()),
    ]
    if findings:
        published.append(Entry(FINDING, _hillingdon_findings()))
    published = [replace(each, frame=_as_held(store, each.frame)) for each in published]
    facts = append(
        store,
        published,
        principal=principal,
        source_name="Published figures that come with the product",
        action=Action.REFERENCE,
        nature=Nature.PUBLISHED,
    )
    return [facts, load_catalogue(store, principal), _load_codebook(store, principal)]


def load_catalogue(store: Store, principal: Principal) -> Landed:
    """Append the catalogue of indicators. Doing so again changes nothing."""
    return append(
        store,
        [Entry(INDICATOR_DEFINITION, catalogue_frame())],
        principal=principal,
        source_name="Catalogue of indicators that comes with the product",
        action=Action.REFERENCE,
    )


def _load_codebook(store: Store, principal: Principal) -> Landed:
    return append(
        store,
        [Entry(THEME, codebook_frame())],
        principal=principal,
        source_name="Codebook that comes with the product",
        action=Action.REFERENCE,
    )


def _as_held(store: Store, frame: pl.DataFrame) -> pl.DataFrame:
    """The rows with each council under the name that the store has it under already."""
    known = Councils(None, stored_councils(store).get_column("authority"))
    names = {name: known.named_or_new(name) for name in frame.get_column("authority").unique()}
    return frame.with_columns(pl.col("authority").replace(names))


def codebook_frame() -> pl.DataFrame:
    """The shipped codebook as rows of the theme dataset."""
    frame = pl.read_csv(FOLDER / "codebook.csv", infer_schema=False)
    return frame.with_columns(_split("statements"), _split("cues"), authority=pl.lit(EVERY_COUNCIL))


def catalogue_frame() -> pl.DataFrame:
    """The shipped catalogue of indicators as rows of its dataset."""
    frame = pl.read_csv(FOLDER / "indicator_catalogue.csv", infer_schema=False)
    return frame.with_columns(
        *(_split(name) for name in ("statements", "themes", "other_names")),
        pl.col("per", "target").cast(pl.Float64),
        pl.col("valid_from").str.to_date("%Y-%m-%d"),
        same_as=pl.lit(None, pl.String),  # what ships has one entry each
        authority=pl.lit(EVERY_COUNCIL),
    )


def _split(name: str) -> pl.Expr:
    parts = pl.col(name).fill_null("").str.split(";")
    return parts.list.eval(pl.element().str.strip_chars()).list.filter(pl.element() != "")


def _read(name: str) -> pl.DataFrame:
    frame = pl.read_csv(FOLDER / name, infer_schema=False)
    return frame.rename({"source_url": "source"}) if "source_url" in frame.columns else frame


def _dated(frame: pl.DataFrame) -> pl.DataFrame:
    """`published` as a date where the source gives a day; else only as stated."""
    day = pl.col("published").str.to_date("%Y-%m-%d", strict=False)
    return frame.with_columns(
        published=day,
        published_as_stated=pl.when(day.is_null()).then(pl.col("published")),
    )


def _councils() -> pl.DataFrame:
    parts = [
        _read(name).select("authority", "authority_type")
        for name in (
            "cqc_published_scores.csv",
            "cqc_published_ratings.csv",
            "lgsco_published.csv",
        )
    ]
    return pl.concat(parts).unique("authority", keep="first", maintain_order=True)


def _scores() -> pl.DataFrame:
    return _dated(_read("cqc_published_scores.csv")).select(
        "authority",
        "published",
        "published_as_stated",
        "source",
        statement="quality_statement",
        score=pl.col("score").cast(pl.Int64),
        kind=pl.lit("published"),
    )


def _ratings() -> pl.DataFrame:
    return _dated(_read("cqc_published_ratings.csv")).with_columns(
        pl.col("overall_percentage").cast(pl.Int64)
    )


def _ombudsman() -> pl.DataFrame:
    whole = ["investigations", "upheld", "late_remedies"]
    share = ["uphold_rate", "similar_authority_average", "compliance_rate"]
    return _read("lgsco_published.csv").with_columns(
        pl.col(whole).cast(pl.Int64), pl.col(share).cast(pl.Float64)
    )


def _hillingdon_findings() -> pl.DataFrame:
    place = pl.format(
        "CQC, Hillingdon, 13 December 2024, paragraph {}, sentence {}", "paragraph", "sentence"
    )
    return pl.read_csv(FOLDER / "hillingdon_findings.csv", infer_schema=False).with_columns(
        _split("themes"),
        pl.col("paragraph", "sentence").cast(pl.Int64),
        authority=pl.lit(HILLINGDON),
        source_kind=pl.lit("cqc_assessment"),
        published=pl.lit(HILLINGDON_PUBLISHED).str.to_date(),
        statement=pl.lit("learning"),
        paraphrased=pl.lit(value=True),
        coded_by=pl.lit("person"),
        reference=place,
    )
