"""Exhibits are tied to statements by the codebook."""

from __future__ import annotations

import polars as pl

from components.exhibits.catalogue import CATALOGUE
from components.exhibits.statements.bearing import ABOUT, bearing_on
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.principals import OFFICER


def test_every_exhibit_named_is_in_the_catalogue_and_every_theme_in_the_codebook(
    example_store: Store,
) -> None:
    assert set(ABOUT) <= set(CATALOGUE)
    codebook = snapshot("Example Borough", store=example_store, principal=OFFICER)["theme"]
    assert {theme for about in ABOUT.values() for theme in about} <= set(codebook["theme"])


def test_what_bears_on_a_statement_follows_the_codebook() -> None:
    codebook = pl.DataFrame(
        {"theme": ["complaints", "equity"], "statements": [["learning"], None]},
        schema={"theme": pl.String, "statements": pl.List(pl.String)},
    )
    told = bearing_on("learning", codebook)
    assert told[0] == "complaints_volume"
    assert "training_gap" not in told
    assert bearing_on("equity", codebook) == ()
