"""Published facts that come with the product, each row with its source.

The register of councils, scores, ratings and ombudsman figures under their real names, Hillingdon's
findings in our own words, the codebook, and the catalogue of indicators. Gathered from public
pages; see `data_access/reference/`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl

from data_access.datasets import (
    COUNCIL,
    COUNCIL_PROFILE,
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
from data_access.reference.council_register import register, registered, registered_by_code
from data_access.reference.published_tables import published_table
from data_access.snapshot import stored_councils
from data_access.store.database import Store
from vocabulary.nature import Nature
from vocabulary.principal import Principal

FOLDER = Path(__file__).parent
OMBUDSMAN_FILE = "national_ombudsman.csv"
FACT_FILES = ("national_scores.csv", "national_ratings.csv", OMBUDSMAN_FILE)
"""Facts about councils, beside the register of them (`councils.csv`)."""
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
        Entry(SCORE, _table("national_scores.csv").drop("evidence")),
        Entry(RATING, _table("national_ratings.csv")),
        Entry(OMBUDSMAN, _ombudsman()),
        Entry(COUNCIL_PROFILE, _profiles()),
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
    return pl.read_csv(FOLDER / name, infer_schema=False)


_REGISTER_SOURCE = (
    "mySociety, UK local authority names and codes 1.7.3 and composite IMD 2019 (CC BY 4.0; "
    "Office for National Statistics and MHCLG, Open Government Licence)"
)


def _facts(name: str) -> pl.DataFrame:
    """The rows of a file about councils, each under the register's name, found by code first; what
    is about England together is left out."""
    frame = _read(name)
    names = [
        (registered_by_code(code) if code else None) or registered(authority)
        for authority, code in frame.select("authority", "ons_code").iter_rows()
    ]
    return frame.with_columns(authority=pl.Series(names, dtype=pl.String)).drop_nulls("authority")


def _councils() -> pl.DataFrame:
    """Councils of which something is published beside the register."""
    told = pl.concat(_facts(name).select("authority") for name in FACT_FILES)
    kinds = {each.name: each.authority_type for each in register()}
    return told.unique("authority", keep="first", maintain_order=True).with_columns(
        authority_type=pl.col("authority").replace_strict(kinds, default=None)
    )


def _table(name: str) -> pl.DataFrame:
    """The rows of a file of one of the published tables."""
    frame = _facts(name)
    table = published_table(frame.columns)
    if table is None:
        raise ValueError(f"{name} has not the columns of a published table")
    return table.rows(frame)


def _profiles() -> pl.DataFrame:
    return _table("councils.csv").with_columns(source=pl.lit(_REGISTER_SOURCE))


def _ombudsman() -> pl.DataFrame:
    whole = ["investigations", "upheld", "late_remedies"]
    share = ["uphold_rate", "similar_authority_average", "expected", "compliance_rate"]
    return _facts(OMBUDSMAN_FILE).select(
        "authority",
        "year",
        "scope",
        pl.col(whole).cast(pl.Int64),
        pl.col(share).cast(pl.Float64),
        source="source_url",
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
