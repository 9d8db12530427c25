"""Templates to fill in: a workbook with drop-downs and examples, made from the declaration."""

from __future__ import annotations

import io
from datetime import date

import xlsxwriter
from xlsxwriter.color import Color
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from data_access.datasets import Dataset, FieldSpec

ROWS = 5000  # how far down drop-downs and checks reach
_QUIET = Color.theme(1, 2)  # the text colour of whoever opens it, a third paler
_LONGEST_LIST = 255  # a drop-down written out; longer ones are read from the sheet of choices
_TITLE_LENGTH = 32
_MESSAGE_LENGTH = 255


def workbook_template(dataset: Dataset) -> bytes:
    """An XLSX workbook: a sheet to fill in, a guide to its columns, an example row.

    The sheet to fill in holds no example, so that none can be imported by mistake.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": dataset.title, "comments": dataset.description})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    optional = book.add_format(
        {"text_wrap": True, "valign": "top", "bottom": 1, "font_color": _QUIET}
    )
    sheet = book.add_worksheet(_sheet_name(dataset.title))
    choices = book.add_worksheet("Choices")
    for place, spec in enumerate(dataset.fields):
        sheet.write_string(0, place, spec.label, bold if spec.required else optional)
        sheet.set_column(place, place, max(14, min(34, len(spec.label) + 4)))
        _check(book, sheet, choices, place, spec)
    sheet.freeze_panes(1, 0)
    _guide(book, dataset)
    _example(book, dataset)
    choices.hide()
    book.close()
    return buffer.getvalue()


def csv_template(dataset: Dataset) -> str:
    """A CSV file of nothing but the column names, as `export` writes them."""
    return ",".join(dataset.columns) + "\r\n"


def _sheet_name(title: str) -> str:
    return "".join(letter for letter in title if letter not in "[]:*?/\\")[:31]


def _check(
    book: Workbook, sheet: Worksheet, choices: Worksheet, place: int, spec: FieldSpec
) -> None:
    hint = {
        "input_title": spec.label[:_TITLE_LENGTH],
        "input_message": _hint(spec)[:_MESSAGE_LENGTH],
        "ignore_blank": True,
    }
    if spec.choices and not spec.is_list:
        words = [spec.label_of(choice) for choice in spec.choices]
        source: object = words
        if sum(len(word) + 1 for word in words) > _LONGEST_LIST:
            for row, word in enumerate(words):
                choices.write_string(row, place, word)
            letter = xlsxwriter.utility.xl_col_to_name(place)
            source = f"=Choices!${letter}$1:${letter}${len(words)}"
        rule = {"validate": "list", "source": source, **hint}
    elif spec.python_type is bool:
        rule = {"validate": "list", "source": ["Yes", "No"], **hint}
    elif spec.python_type is date:
        rule = {
            "validate": "date",
            "criteria": "between",
            "minimum": date(1990, 1, 1),
            "maximum": date(2099, 12, 31),
            "error_title": "Not a date",
            "error_message": "Write a date, such as 31/03/2026.",
            **hint,
        }
        sheet.set_column(place, place, 14, book.add_format({"num_format": "dd/mm/yyyy"}))
    elif spec.python_type in (int, float):
        rule = {
            "validate": "integer" if spec.python_type is int else "decimal",
            "criteria": "between",
            "minimum": spec.minimum if spec.minimum is not None else -1e9,
            "maximum": spec.maximum if spec.maximum is not None else 1e9,
            "error_title": "Not a number",
            "error_message": f"{spec.label} is a number.",
            **hint,
        }
    else:
        rule = {"validate": "any", **hint}
    sheet.data_validation(1, place, ROWS, place, rule)


def _hint(spec: FieldSpec) -> str:
    parts = [spec.description]
    if spec.example:
        parts.append(f"For example: {spec.example}.")
    if spec.is_list:
        parts.append("Several are separated by a semicolon.")
    if spec.required:
        parts.append("Has to be filled in.")
    return " ".join(parts)


def _guide(book: Workbook, dataset: Dataset) -> None:
    sheet = book.add_worksheet("Guide")
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True})
    sheet.write_string(0, 0, f"{dataset.title}: {dataset.description}", bold)
    sheet.write_string(1, 0, f"One row is one {dataset.singular} ({dataset.grain}).")
    sheet.write_string(
        2, 0, "No names, addresses, dates of birth, NHS or National Insurance numbers."
    )
    for column, head in enumerate(("Column", "What it is", "Needed", "Takes", "Example")):
        sheet.write_string(4, column, head, bold)
    for row, spec in enumerate(dataset.fields, start=5):
        told = (
            spec.label,
            spec.description,
            "yes" if spec.required else "no",
            _takes(spec),
            spec.example,
        )
        for column, text in enumerate(told):
            sheet.write_string(row, column, text, wrap)
    for column, width in enumerate((26, 60, 8, 50, 24)):
        sheet.set_column(column, column, width)


def _takes(spec: FieldSpec) -> str:
    if spec.choices:
        return ", ".join(spec.label_of(choice) for choice in spec.choices)
    kind = {date: "a date", bool: "yes or no", int: "a whole number", float: "a number"}
    takes = kind.get(spec.python_type, "text")
    if spec.unit:
        takes += f" ({spec.unit})"
    if spec.minimum is not None and spec.maximum is not None:
        takes += f", from {spec.minimum:g} to {spec.maximum:g}"
    return takes + (", several separated by semicolons" if spec.is_list else "")


def _example(book: Workbook, dataset: Dataset) -> None:
    sheet = book.add_worksheet("Example")
    for place, spec in enumerate(dataset.fields):
        sheet.write_string(0, place, spec.label)
        sheet.write_string(1, place, spec.example)
        sheet.set_column(place, place, max(14, min(40, len(spec.example) + 2)))
