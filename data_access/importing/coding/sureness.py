"""How sure a suggested coding is, for findings that nobody has decided yet."""

from __future__ import annotations

from functools import lru_cache

import polars as pl

from data_access.importing.own_process.pool import suggest_codings

_DOCUMENT = ("source_kind", "published", "statement")


def with_sureness(findings: pl.DataFrame) -> pl.DataFrame:
    """The findings (a snapshot's, of one council) with `sure`: true where the words leave little
    doubt of the suggested polarity, false where they do, null where a person has decided.

    It is worked out by today's rules from the sentence and those around it; where these suggest
    something else than was suggested, it is not sure.
    """
    placed = findings.with_row_index("at").sort(*_DOCUMENT, "paragraph", "sentence")
    sure: dict[int, bool | None] = {}
    for _, document in placed.group_by(*_DOCUMENT, maintain_order=True):
        if "rule" not in document.get_column("coded_by"):
            continue  # all decided: nothing is to be worked out
        passages = tuple(document.select("paragraph", "sentence", "text").iter_rows())
        for row, (polarity, firm) in zip(
            document.iter_rows(named=True), _suggested(passages), strict=True
        ):
            undecided = row["coded_by"] == "rule"
            sure[row["at"]] = firm and polarity == row["polarity"] if undecided else None
    told = [sure.get(at) for at in range(findings.height)]
    return findings.with_columns(sure=pl.Series(told, dtype=pl.Boolean))


@lru_cache(maxsize=128)  # pages of reports, which do not change while somebody goes through them
def _suggested(passages: tuple[tuple[int, int, str], ...]) -> tuple[tuple[str, bool], ...]:
    [coded] = suggest_codings({"": passages}, ()).values()
    return tuple((each.polarity, each.sure) for each in coded)
