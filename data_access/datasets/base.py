"""What every dataset shares: the ledger's columns, and the declaration everything is made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import UnionType
from typing import Any, Union, get_args, get_origin

import polars as pl
from pydantic.fields import FieldInfo
from sqlalchemy import BigInteger, Integer, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import Text, TypeDecorator
from sqlmodel import Field, SQLModel

from data_access.datasets.follows import Follows
from data_access.datasets.rules import Rule, breaches
from vocabulary.labels import LabelledEnum, code_in_words
from vocabulary.nature import Nature

LIST_SEPARATOR = "; "
_ABOUT = "about"  # under this name a field carries what `column` is told

# SQLite only counts up an INTEGER key by itself; PostgreSQL needs the room of a BIGINT.
RowId = BigInteger().with_variant(Integer(), "sqlite")


class LedgerRow(SQLModel):
    """The columns the ledger adds to every row. Rows are only ever inserted.

    There is one index, by council, which `data_access/datasets/__init__.py` gives every table,
    because councils are read one at a time; no other and no foreign key: the ledger writes rows and
    their batch together, and a million rows would land at half the speed.
    """

    row_id: int | None = Field(
        default=None,
        sa_type=RowId,
        primary_key=True,
        description="Number of this version of the row; versions are never changed.",
    )
    batch_id: int = Field(
        sa_type=RowId,
        description="The batch the row arrived in.",
    )
    removed: bool = Field(default=False, description="True: this version takes the row away.")


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


def plain(text: str) -> str:
    """A text without case, spaces and punctuation, so that two ways of writing it compare."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def text_type(length: int | None = None) -> Any:
    """A text column (enums too: a native enum type would need a migration for each new word)."""
    return String(length) if length else Text


def column(
    description: str,
    *,
    label: str | None = None,
    example: str = "",
    unit: str | None = None,
    aliases: tuple[str, ...] = (),
    free_text: bool = False,
    form_may_edit: bool = True,
    in_a_cell: bool = True,
    refers_to: str | None = None,
    labels: Mapping[str, str] | None = None,
    words: Mapping[str, str] | None = None,
    **field_arguments: Any,
) -> Any:
    """A field with what importers, templates and forms need to know: see `FieldSpec`.

    Further arguments are those of SQLModel's `Field`.
    """
    about = {
        "example": example,
        "unit": unit,
        "aliases": aliases,
        "free_text": free_text,
        "form_may_edit": form_may_edit,
        "in_a_cell": in_a_cell,
        "refers_to": refers_to,
        "labels": tuple((labels or {}).items()),
        "words": tuple((words or {}).items()),
    }
    return Field(
        description=description,
        title=label,
        schema_extra={"json_schema_extra": {_ABOUT: about}},
        **field_arguments,
    )


def choice_column(description: str, **arguments: Any) -> Any:
    """A field whose values come from an enum, stored as text; arguments as `column`'s."""
    return column(description, sa_type=text_type(), **arguments)


def list_column(description: str, default: Any = None, **arguments: Any) -> Any:
    """A field that holds a short list of words, stored joined; arguments as `column`'s."""
    return column(description, default=default, sa_type=JoinedList, **arguments)


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
    label: str = ""  # what people call it: a form's label, a template's explained header
    example: str = ""  # a value as one would write it in a cell
    unit: str | None = None  # what a number counts or measures, e.g. "people"
    aliases: tuple[str, ...] = ()  # other names councils give the column
    free_text: bool = False  # written by people in sentences: scanned with most care
    form_may_edit: bool = True
    in_a_cell: bool = True  # False: it may be longer than a spreadsheet's cell holds
    refers_to: str | None = None  # dataset (or 'statement') whose references the field holds
    labels: tuple[tuple[str, str], ...] = ()  # a choice's words on screen
    words: tuple[tuple[str, str], ...] = ()  # other ways to write a value, and the value

    def label_of(self, value: str) -> str:
        """How a value is said on screen: its label, or the value in words."""
        return dict(self.labels).get(value) or code_in_words(value)

    def value_of(self, text: str) -> str | None:
        """The value a text stands for, however it is written: the value itself, its label, or
        other words for it; case, spaces and punctuation do not count. None if it is none."""
        return self._readings.get(plain(text))

    @cached_property
    def _readings(self) -> dict[str, str]:
        said = {plain(text): value for text, value in self.words}
        said |= {plain(label): value for value, label in self.labels}
        return said | {plain(value): value for value in self.choices}

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
    singular: str = ""  # what one row is called, e.g. "complaint"
    dated_by: str | None = None  # the field that says when, which a choice of period goes by
    touched_on: tuple[str, ...] = ()  # other days on which somebody wrote in a row
    rules: tuple[Rule, ...] = ()
    follows: tuple[Follows, ...] = ()  # what is known of a field from others, on reading
    nature: Nature = Nature.OWN  # what a row is that a council imports: own, or published fact
    published_where: tuple[str, str] | None = None  # field and value of rows published anyhow
    for_good: bool = False  # no file brings its rows in, and nothing takes them back
    comes_with_product: bool = False  # rows for every council ship; a council's own go before them
    fields: tuple[FieldSpec, ...] = field(init=False)

    def __post_init__(self) -> None:
        specs = tuple(_spec(name, info) for name, info in self.fields_model.model_fields.items())
        object.__setattr__(self, "fields", specs)
        object.__setattr__(self, "singular", self.singular or self.name.replace("_", " "))
        named = set(self.natural_key) | ({self.dated_by} if self.dated_by else set())
        named.update(self.touched_on)
        named.update(name for rule in (*self.rules, *self.follows) for name in rule.names)
        named.update(self.published_where[:1] if self.published_where else ())
        missing = named - {spec.name for spec in specs}
        if missing:
            raise ValueError(f"{self.name}: the declaration names unknown fields {sorted(missing)}")

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

    def breaches(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Rows of a typed frame that break a rule between fields: row (from 0), field, problem
        (what is wrong and how to mend it, in a sentence)."""
        return breaches(self.rules, {spec.name: spec.label for spec in self.fields}, frame)


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
    extra = info.json_schema_extra
    about: Any = extra.get(_ABOUT, {}) if isinstance(extra, dict) else {}
    if issubclass(annotation, LabelledEnum):
        choices = tuple(annotation.labels())
        about = about | {"labels": tuple(annotation.labels().items())}
        python_type = str
    minimum = maximum = None
    for constraint in info.metadata:
        minimum = getattr(constraint, "ge", minimum)
        maximum = getattr(constraint, "le", maximum)
    return FieldSpec(
        name=name,
        label=info.title or code_in_words(name),
        **about,
        description=info.description or "",
        python_type=python_type,
        is_list=is_list,
        required=info.is_required() and not optional,
        choices=choices,
        minimum=minimum,
        maximum=maximum,
    )
