"""A dataset's rows as a file, read and written in one go, so that another process can do it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from data_access.datasets import DATASETS
from data_access.exporting.rows import rows_for_export, write_csv
from data_access.exporting.workbook import write_workbook
from data_access.store.database import open_store
from vocabulary.principal import Principal


@dataclass(frozen=True)
class Wanted:
    """A council's rows of a dataset, in the store at a URL, as known at a moment (None: now), for
    somebody."""

    url: str
    dataset: str
    principal: Principal
    as_at: datetime | None
    authority: str


def csv_file(wanted: Wanted) -> bytes:
    """The rows as CSV, marked so that a spreadsheet reads its letters right. Raises as
    `rows_for_export`."""
    return write_csv(_rows(wanted)).encode("utf-8-sig")


def workbook_file(wanted: Wanted) -> bytes:
    """The rows as a workbook. Raises as `rows_for_export` and `write_workbook`."""
    return write_workbook(DATASETS[wanted.dataset], _rows(wanted))


def _rows(wanted: Wanted) -> pl.DataFrame:
    return rows_for_export(
        open_store(wanted.url),
        DATASETS[wanted.dataset],
        principal=wanted.principal,
        as_at=wanted.as_at,
        authority=wanted.authority,
    )
