"""Lists and tables: sentences with a shape, findings with their place, key figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import streamlit as st

from components.look.marks import Meaning, link, polarity, signal
from vocabulary.findings import Polarity
from vocabulary.shown import escape


@dataclass(frozen=True)
class Point:
    """One thing to know.

    Attributes:
        meaning: which shape stands before it.
        text: the finding as a sentence.
        detail: how sure, how big, since when.
        subject: where it belongs, such as "Complaints".
        address: the page the subject leads to, or None for plain text.
        query: what follows the question mark of the address.
    """

    meaning: Meaning
    text: str
    detail: str | None = None
    subject: str | None = None
    address: str | None = None
    query: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FindingLine:
    """One finding as shown in a list.

    Attributes:
        polarity: what kind of finding it is.
        text: the sentence.
        reference: where it stands, such as "paragraph 12, sentence 3".
        labels: evidence category and themes, as words.
        address: the page the reference leads to, or None for plain text.
        query: what follows the question mark of the address.
    """

    polarity: Polarity
    text: str
    reference: str
    labels: tuple[str, ...] = ()
    address: str | None = None
    query: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Figure:
    """One number with its unit in words: "5 of 9", "scores known"."""

    value: str
    label: str
    note: str | None = None


def points(items: Sequence[Point]) -> None:
    """A list with a shape before each sentence."""
    st.html(f'<ul class="points">{"".join(point_line(item) for item in items)}</ul>')


def findings(items: Sequence[FindingLine]) -> None:
    """Findings, each with its polarity, labels and the place it comes from."""
    st.html(f'<ul class="findings">{"".join(finding_line(item) for item in items)}</ul>')


def table(
    label: str, heads: Sequence[str], rows: Iterable[str], *, numbers: int = 0, kind: str = ""
) -> None:
    """A table that can be read aloud and scrolls sideways where it must.

    Args:
        label: what it holds, for people who do not see it.
        heads: what the columns are called.
        rows: each row's cells as HTML.
        numbers: how many columns at the end hold numbers.
        kind: a further class of the stylesheet.
    """
    words, number = len(heads) - numbers, ' class="num"'
    head = "".join(
        f'<th scope="col"{number if place >= words else ""}>{escape(name)}</th>'
        for place, name in enumerate(heads)
    )
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    table = (
        f'<table class="{f"statement-table {kind}".rstrip()}"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )
    st.html(scrolled(label, table))


def scrolled(label: str, table: str) -> str:
    """A table as HTML in a part that scrolls sideways where it has to, by keyboard too. `label`:
    what it holds, for people who do not see it."""
    return (
        f'<div class="table-scroll" role="region" aria-label="{escape(label)}" tabindex="0">'
        f"{table}</div>"
    )


def steps(label: str, items: str) -> None:
    """Steps from top to bottom. `label`: what they are, for people who do not see them; `items`:
    each step as HTML of a list's item with the class `step`."""
    st.html(f'<ol class="steps" aria-label="{escape(label)}">{items}</ol>')


def figures(items: Sequence[Figure]) -> None:
    """Key figures side by side."""
    cells = "".join(
        f'<div class="figure"><dt>{escape(item.label)}</dt>'
        f'<dd class="figure-value">{escape(item.value)}</dd>'
        + (f'<dd class="figure-note">{escape(item.note)}</dd>' if item.note else "")
        + "</div>"
        for item in items
    )
    st.html(f'<dl class="figures">{cells}</dl>')


def point_line(item: Point) -> str:
    """One point as HTML."""
    detail = f'<span class="point-detail">{escape(item.detail)}</span>' if item.detail else ""
    subject = ""
    if item.subject:
        words = escape(item.subject)
        if item.address:
            words = link(item.subject, item.address, **item.query)
        subject = f'<span class="point-subject">{words}</span>'
    return (
        f'<li class="point">{signal(item.meaning)}'
        f'<span class="point-text">{escape(item.text)}{detail}</span>{subject}</li>'
    )


def finding_line(item: FindingLine) -> str:
    """One finding as HTML."""
    labels = "".join(f'<span class="label">{escape(label)}</span>' for label in item.labels)
    place = escape(item.reference)
    if item.address and item.reference:
        place = link(item.reference, item.address, **item.query)
    return (
        f'<li class="finding"><span class="finding-polarity">{polarity(item.polarity)}</span>'
        f'<span class="finding-text">{escape(item.text)}'
        f'<span class="finding-foot">{labels}'
        f'<span class="finding-reference">{place}</span></span></span></li>'
    )
