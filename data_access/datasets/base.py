"""What every dataset shares: the ledger's columns, and the declaration everything is made from."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import UnionType
from typing import Any, Union, get_args, get_origin

import polars as pl
from pydantic.fields import FieldInfo
from sqlalchemy import BigInteger, Integer, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import Text, TypeDecorator
from sqlmodel import Field, SQLModel

LIST_SEPARATOR = "; "

# SQLite only counts up an INTEGER key by itself; PostgreSQL needs the room of a BIGINT.
RowId = BigInteger().with_variant(Integer(), "sqlite")


class JoinedList(TypeDecorator[list[str]]):
    """A short list of words in one text column, joined by '; ', as people write it in a cell."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """To the store: joined. A text that is joined already stays as it is."""
        if value is None or isinstance(value, str):
            return value
        return LIST_SEPARATOR.join(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> list[str] | None:
        """From the store: split again."""
        if value is None:
            return None
        return [part.strip() for part in str(value).split(";") if part.strip()]


class LedgerRow(SQLModel):
    """The columns the ledger adds to every row. Rows are only ever inserted."""

    row_id: int | None = Field(
        default=None,
        sa_type=RowId,
        primary_key=True,
        description="Number of this version of the row; versions are never changed.",
    )
    batch_id: int = Field(
        sa_type=RowId,
        foreign_key="batch.batch_id",
        index=True,
        description="The batch the row arrived in.",
    )
    row_key: str = Field(index=True, description="The natural key, joined.")
    removed: bool = Field(default=False, description="True: this version takes the row away.")


class Nature(StrEnum):
    """What kind of fact a row is. The three never look alike on screen."""

    PUBLISHED = "published"
    OWN = "own"
    ILLUSTRATIVE = "illustrative"


@dataclass(frozen=True)
class FieldSpec:
    """One field of a dataset, read off its declaration."""

    name: str
    description: str
    python_type: type
    is_list: bool
    required: bool
    choices: tuple[str, ...]
    minimum: float | None
    maximum: float | None

    @property
    def polars_type(self) -> pl.DataType:
        """The type of the field's column in a snapshot."""
        if self.is_list:
            return pl.List(pl.String())
        return _POLARS_TYPES[self.python_type]


_POLARS_TYPES: dict[type, pl.DataType] = {
    str: pl.String(),
    int: pl.Int64(),
    float: pl.Float64(),
    bool: pl.Boolean(),
    date: pl.Date(),
}


@dataclass(frozen=True)
class Dataset:
    """A dataset, declared once: templates, validation, forms, the dictionary and the snapshot's
    schema are all made from this."""

    name: str
    title: str
    grain: str
    description: str
    table: type[LedgerRow]
    fields_model: type[SQLModel]
    natural_key: tuple[str, ...]
    rhythm_days: int | None = None
    person_may_edit: bool = False
    fields: tuple[FieldSpec, ...] = field(init=False)

    def __post_init__(self) -> None:
        specs = tuple(_spec(name, info) for name, info in self.fields_model.model_fields.items())
        object.__setattr__(self, "fields", specs)
        missing = set(self.natural_key) - {spec.name for spec in specs}
        if missing:
            raise ValueError(f"{self.name}: natural key names unknown fields {sorted(missing)}")

    @property
    def columns(self) -> tuple[str, ...]:
        """The dataset's own columns, in declared order."""
        return tuple(spec.name for spec in self.fields)

    @property
    def schema(self) -> dict[str, pl.DataType]:
        """Column name to Polars type, in declared order."""
        return {spec.name: spec.polars_type for spec in self.fields}

    def spec(self, name: str) -> FieldSpec:
        """The declaration of one field. KeyError for an unknown one."""
        for spec in self.fields:
            if spec.name == name:
                return spec
        raise KeyError(name)


def text_type(length: int | None = None) -> Any:
    """A text column (enums too: a native enum type would need a migration for each new word)."""
    return String(length) if length else Text


def list_column(description: str, default: Any = None) -> Any:
    """A field that holds a short list of words, stored joined."""
    return Field(default=default, sa_type=JoinedList, description=description)


def _spec(name: str, info: FieldInfo) -> FieldSpec:
    annotation = info.annotation
    optional = False
    if get_origin(annotation) in (Union, UnionType):
        members = [member for member in get_args(annotation) if member is not type(None)]
        optional = len(members) < len(get_args(annotation))
        annotation = members[0]
    is_list = get_origin(annotation) is list
    if is_list:
        annotation = get_args(annotation)[0]
    if not isinstance(annotation, type):
        raise TypeError(f"field {name}: {annotation!r} cannot be stored")
    choices: tuple[str, ...] = ()
    python_type: type = annotation
    if issubclass(annotation, StrEnum):
        choices = tuple(str(member) for member in annotation)
        python_type = str
    minimum = maximum = None
    for constraint in info.metadata:
        minimum = getattr(constraint, "ge", minimum)
        maximum = getattr(constraint, "le", maximum)
    return FieldSpec(
        name=name,
        description=info.description or "",
        python_type=python_type,
        is_list=is_list,
        required=info.is_required() and not optional,
        choices=choices,
        minimum=minimum,
        maximum=maximum,
    )


__all__ = [
    "LIST_SEPARATOR",
    "Dataset",
    "FieldSpec",
    "LedgerRow",
    "Nature",
    "RowId",
    "list_column",
    "text_type",
]
