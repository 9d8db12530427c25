"""A document of rating characteristics becomes a version of the framework: planned and shown first,
then landed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from data_access.councils import council_named
from data_access.datasets import CHARACTERISTIC, DATASETS, JUDGEMENT
from data_access.errors import DataError
from data_access.importing.characteristics.parsed import ParsedCharacteristics
from data_access.importing.own_process.pool import read_characteristics
from data_access.importing.own_process.reader import Progress
from data_access.importing.personal_data.guard import PersonalDataError, kinds_in
from data_access.importing.reports.files.characters import folded
from data_access.importing.reports.parsing.result import ReportSource
from data_access.ledger.as_known import batches, rows_as_known
from data_access.ledger.entry import Counts, Entry
from data_access.ledger.ledger import Landed, append, prepare
from data_access.principal import require
from data_access.store.database import Store
from vocabulary.characteristics import CharacteristicOf
from vocabulary.framework import STATEMENTS, framework_on
from vocabulary.nature import Nature
from vocabulary.principal import Permission, Principal
from vocabulary.wording import counted, listed, long_date, number_of, sentence

_KEY = ["statement", "rating", "number"]


@dataclass(frozen=True)
class ReadDocument:
    """Documents of characteristics as they were read, and the digest of what is in them."""

    parsed: ParsedCharacteristics
    source_name: str
    sha256: str


@dataclass(frozen=True)
class CharacteristicsPlan:
    """What bringing a document in would do. Nothing is written until `land_characteristics`.

    `rows`: of the characteristic dataset. `notes` are worth knowing. `reworded`: characteristics
    that were judged and whose words are not in the document any more.
    """

    authority: str
    version: str
    valid_from: date
    read: ReadDocument
    rows: pl.DataFrame
    counts: Counts
    notes: tuple[str, ...] = ()
    reworded: int = 0

    @property
    def changes(self) -> int:
        """Rows that bringing it in would add, change or take away."""
        return self.counts.changes

    @property
    def entry(self) -> Entry:
        """The version as a whole: what a corrected document has no more stands no longer."""
        return Entry(CHARACTERISTIC, self.rows, replaces=("authority", "version"))


def read_document(
    sources: Sequence[ReportSource], *, progress: Progress | None = None
) -> ReadDocument:
    """Read documents in a process of its own. DataError, one sentence, where one cannot be read or
    nothing is a characteristic; PersonalDataError where a file's name has personal data in it."""
    for source in sources:
        if kinds := kinds_in(source.name):
            raise PersonalDataError(
                f"A file's name has {' and '.join(kinds)} in it: give the file another name."
            )
    parsed = read_characteristics(sources, progress)
    digest = hashlib.sha256()
    for source in sorted(sources, key=lambda each: each.name):
        digest.update(hashlib.sha256(source.content).digest())
    others = len(sources) - 1
    name = f"{sources[0].name} and {others} more" if others else sources[0].name
    return ReadDocument(parsed, name, digest.hexdigest())


def plan_characteristics(
    store: Store,
    read: ReadDocument,
    *,
    authority: str,
    version: str,
    valid_from: date,
    principal: Principal,
) -> CharacteristicsPlan:
    """What bringing a document in as a version would do. DataError for a version without a name;
    NotAllowedError unless the principal may enter records for the council."""
    authority = council_named(store, authority, principal=principal)
    require(principal, Permission.ENTER, authority)
    version = " ".join(version.split())
    if not version:
        raise DataError("Say what the version is called, such as the year it was published.")
    if len(version) > 60:
        raise DataError("The name of the version is longer than 60 characters.")
    held = _held(store, CHARACTERISTIC.name, authority, version)
    rows = _rows(read.parsed, held, authority, version, valid_from)
    plan = CharacteristicsPlan(authority, version, valid_from, read, rows, Counts(0, 0, 0, 0))
    prepared = prepare(store, [plan.entry], principal=principal, nature=Nature.PUBLISHED)
    judged = _held(store, JUDGEMENT.name, authority, version)
    gone = judged.join(rows, on=_KEY, how="anti").height
    return replace(
        plan,
        counts=prepared.counts[CHARACTERISTIC.name],
        notes=(*read.parsed.notes, *_notes(rows, held, valid_from, gone)),
        reworded=gone,
    )


def land_characteristics(
    store: Store, plan: CharacteristicsPlan, *, principal: Principal
) -> Landed:
    """Append what was planned. Raises as `append`."""
    return append(
        store,
        [plan.entry],
        principal=principal,
        source_name=plan.read.source_name,
        nature=Nature.PUBLISHED,
        sha256=plan.read.sha256,
        note=f"Rating characteristics, version {plan.version}",
    )


def describe(plan: CharacteristicsPlan) -> str:
    """What bringing it in would do, in lines for a command."""
    lines = [
        f"{plan.authority}: rating characteristics, version {plan.version}, which hold from "
        f"{long_date(plan.valid_from)}"
    ]
    for statement in STATEMENTS.values():
        of = plan.rows.filter(pl.col("statement") == statement.id)
        told = [
            f"{of.filter(pl.col('rating') == each.value).height} {each.label.lower()}"
            for each in CharacteristicOf
        ]
        lines.append(f"  {statement.name}: {', '.join(told) if of.height else 'none'}")
    lines += plan.notes
    lost = plan.read.parsed.unrecognised
    if lost:
        lines.append(f"Not understood ({number_of(len(lost), 'paragraph')}):")
        lines += [f"  {each.source}, {each.line}: {each.text[:80]!r}: {each.why}" for each in lost]
    return "\n".join(lines)


def _held(store: Store, dataset: str, authority: str, version: str) -> pl.DataFrame:
    with store.reading() as connection:
        rows = rows_as_known(connection, DATASETS[dataset], batches(connection), [authority])
    return rows.filter(pl.col("version") == version)


def _rows(
    parsed: ParsedCharacteristics,
    held: pl.DataFrame,
    authority: str,
    version: str,
    valid_from: date,
) -> pl.DataFrame:
    """Rows of the version. Words that are held keep their number, so that what was judged stays
    with them; others take the next that was never used."""
    known = {
        (row["statement"], row["rating"], folded(row["text"])): row["number"]
        for row in held.iter_rows(named=True)
    }
    newest: dict[tuple[str, str], int] = {}
    for (statement, rating, _), number in known.items():
        newest[statement, rating] = max(number, newest.get((statement, rating), 0))
    rows = []
    for each in parsed.read:
        of = (each.statement, each.rating.value)
        number = known.get((*of, folded(each.text)))
        if number is None:
            number = newest[of] = newest.get(of, 0) + 1
        rows.append((authority, version, valid_from, *of, number, each.text, each.place))
    return pl.DataFrame(rows, schema=CHARACTERISTIC.schema, orient="row")


def _notes(rows: pl.DataFrame, held: pl.DataFrame, valid_from: date, gone: int) -> tuple[str, ...]:
    found = set(rows.get_column("statement"))
    framework = framework_on(valid_from)
    without = [each.name for each in framework.statements if each.id not in found]
    said = []
    if without:
        said.append(f"Nothing was read for {listed(without)}.")
    for each in CharacteristicOf:
        if rows.filter(pl.col("rating") == each.value).is_empty():
            said.append(f"Nothing was read for the judgement {each.label.lower()}.")
    if held.height:
        many = counted(held.height, "characteristic")
        said.append(f"{sentence(many)} of this version are held already.")
    if gone:
        said.append(
            f"{sentence(counted(gone, 'judgement'))} would be of words that are not in it any more."
        )
    return tuple(said)
