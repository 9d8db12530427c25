"""Where something stands in a council's records: every version of every row, shown or not, and the
names of the files they came in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import polars as pl
from sqlalchemy import Connection, select

from data_access.datasets import DATASETS, Dataset
from data_access.erasure.wanted import Wanted
from data_access.ledger.as_known import batches, table_of
from data_access.ledger.history import batches_with
from data_access.mailing.table import MailRecipient
from data_access.store.bulk import read_frame

FILES = "file"
"""What the names of files are called among the datasets."""
MAIL = "mail"
"""What the list of addresses that may be mailed is called among them."""
_AROUND = 60  # letters of what stands before and after


@dataclass(frozen=True)
class Place:
    """A field in which it stands. texts: by the number of the version (of a batch, for the name of
    a file; of an entry, for an address) what the field says; imports: the batches they came in."""

    dataset: str
    field: str
    texts: dict[int, str]
    imports: tuple[int, ...]

    @property
    def title(self) -> str:
        """What the field is called."""
        return title_of(self.dataset, self.field)


def title_of(dataset: str, field: str) -> str:
    """What a field is called, such as "Complaints: Description"."""
    if dataset == FILES:
        return "Names of files and remarks"
    if dataset == MAIL:
        return "Addresses that may be mailed"
    told = DATASETS[dataset]
    return f"{told.title}: {told.spec(field).label}"


def places_of(
    connection: Connection, authority: str, wanted: Wanted, *, every_file: bool
) -> tuple[Place, ...]:
    """Every place among a council's records, in the order of the datasets, then those among the
    names of files that the records came in and what was remarked about them, and the addresses that
    may be mailed; every_file: among those of all files, whatever came of them."""
    return (
        *chain.from_iterable(
            _in(connection, each, authority, wanted) for each in DATASETS.values()
        ),
        *_in_names(connection, None if every_file else authority, wanted),
        *_in_addresses(connection, authority, wanted),
    )


def fields_searched(dataset: Dataset) -> tuple[str, ...]:
    """The fields in which somebody's words may stand: texts whose words are not ours."""
    return tuple(
        spec.name
        for spec in dataset.fields
        if spec.python_type is str
        and not spec.choices
        and spec.name != "authority"
        and spec.refers_to != "statement"
    )


def _in(
    connection: Connection, dataset: Dataset, authority: str, wanted: Wanted
) -> Iterator[Place]:
    table, names = table_of(dataset.table), fields_searched(dataset)
    # Lists are searched as they are stored: joined.
    schema: dict[str, pl.DataType] = {name: pl.String() for name in names}
    schema |= {"row_id": pl.Int64(), "batch_id": pl.Int64()}
    rows = read_frame(connection, table, schema, [table.c["authority"] == authority])
    for name in names:
        hits = rows.filter(wanted.there(rows.get_column(name)))
        if hits.height:
            texts = dict(hits.select("row_id", name).iter_rows())
            yield Place(
                dataset.name, name, texts, tuple(sorted(hits.get_column("batch_id").unique()))
            )


def _in_names(connection: Connection, authority: str | None, wanted: Wanted) -> Iterator[Place]:
    told = batches(connection)
    if authority is not None:
        theirs = told.filter(pl.col("batch_id").is_in(batches_with(connection, {authority})))
        imports = theirs.get_column("import_id").implode()
        told = told.filter(pl.any_horizontal(pl.col("import_id", "target_import").is_in(imports)))
    for name in ("source_name", "note"):
        hits = told.filter(wanted.there(told.get_column(name)))
        if hits.height:
            texts = dict(hits.select("batch_id", name).iter_rows())
            yield Place(FILES, name, texts, tuple(texts))


def _in_addresses(connection: Connection, authority: str, wanted: Wanted) -> Iterator[Place]:
    """Also those that were taken off the list: the change stays on record."""
    table = table_of(MailRecipient)
    asked = select(table.c["recipient_id"], table.c["address"])
    rows = connection.execute(asked.where(table.c["authority"] == authority)).all()
    told = pl.DataFrame(
        [tuple(row) for row in rows], {"number": pl.Int64, "address": pl.String}, orient="row"
    )
    hits = told.filter(wanted.there(told.get_column("address")))
    if hits.height:
        yield Place(MAIL, "address", dict(hits.iter_rows()), ())


def around(wanted: Wanted, text: str) -> str:
    """What stands before and after it in a text, for whoever decides."""
    found = re.search(wanted.pattern, text)
    if found is None:
        return ""
    begin, end = found.end(1), found.start(2)
    before, after = text[max(begin - _AROUND, 0) : begin], text[end : end + _AROUND]
    more = "…" if begin > _AROUND else "", "…" if len(text) > end + _AROUND else ""
    return f"{more[0]}{before}{text[begin:end]}{after}{more[1]}"
