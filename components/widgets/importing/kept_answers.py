"""The list of answers kept about the layout of files."""

from __future__ import annotations

from collections.abc import Sequence

from components import look
from vocabulary.shown import escape


def kept_answers_table(rows: Sequence[tuple[str, str, str, str, str]]) -> None:
    """Draw the list: name of the file, kind of records, layout, day, who."""
    look.table(
        "Answers kept",
        ("First given for", "Read as", "Layout", "Kept on", "By"),
        (
            f'<th scope="row">{escape(name)}</th>' + "".join(f"<td>{escape(c)}</td>" for c in cells)
            for name, *cells in rows
        ),
    )
