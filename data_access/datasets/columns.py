"""Fields of a dataset, declared with what importers, templates and forms need to know of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import Text, TypeDecorator
from sqlmodel import Field

LIST_SEPARATOR = "; "
ABOUT = "about"  # under this name a field carries what `column` is told


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
        "refers_to": refers_to,
        "labels": tuple((labels or {}).items()),
        "words": tuple((words or {}).items()),
    }
    return Field(
        description=description,
        title=label,
        schema_extra={"json_schema_extra": {ABOUT: about}},
        **field_arguments,
    )


def choice_column(description: str, **arguments: Any) -> Any:
    """A field whose values come from an enum, stored as text; arguments as `column`'s."""
    return column(description, sa_type=text_type(), **arguments)


def list_column(description: str, default: Any = None, **arguments: Any) -> Any:
    """A field that holds a short list of words, stored joined; arguments as `column`'s."""
    return column(description, default=default, sa_type=JoinedList, **arguments)
