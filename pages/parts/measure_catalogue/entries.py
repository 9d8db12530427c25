"""The catalogue as the page lists it, and one entry of it in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from components import look
from components.exhibits.catalogue import names_of_themes
from components.exhibits.memo import memo
from data_access.datasets import INDICATOR_DEFINITION
from data_access.datasets.theme import EVERY_COUNCIL
from data_access.snapshot import Snapshot
from vocabulary.indicators import Direction, Frequency, TargetKind
from vocabulary.shown import escape
from vocabulary.values import figure_in
from vocabulary.wording import counted, listed, long_date, sentence

PAGE = "measure_catalogue"
NO_TARGET = "No target"
SHOWN = 25
BETTER = {
    Direction.INCREASE: "Higher",
    Direction.DECREASE: "Lower",
    Direction.NEUTRAL: "Neither way",
}
_SEARCHED = ("indicator", "name", "meaning", "counted", "out_of", "source")


def entries_of(known: Snapshot) -> pl.DataFrame:
    """The catalogue's entries, the council's own first, by name; without those that are another
    by a further name."""
    return memo(known, _entries_of)


def _entries_of(known: Snapshot) -> pl.DataFrame:
    entries = known["indicator_definition"].filter(pl.col("same_as").is_null())
    return entries.sort(pl.col("authority") == EVERY_COUNCIL, maintain_order=True)


def found(entries: pl.DataFrame, asked: str, statement: str | None) -> pl.DataFrame:
    """The entries in which every word asked for stands, and that bear on a statement."""
    texts = [pl.col(name).fill_null("") for name in _SEARCHED]
    text = pl.concat_str(
        [*texts, pl.col("other_names").list.join(" ").fill_null("")], separator=" "
    ).str.to_lowercase()
    for word in asked.casefold().split():
        entries = entries.filter(text.str.contains(word, literal=True))
    if statement is not None:
        entries = entries.filter(pl.col("statements").list.contains(statement))
    return entries


def entry_list(entries: pl.DataFrame, known: Snapshot) -> None:
    """Draw entries as a table; a name opens one."""
    short = {each.id: each.short_name for each in known.framework.statements}
    look.table(
        "Measures of the catalogue",
        ("Measure", "Better when", "Target", "How often", "Bears on"),
        (_row(row, short) for row in entries.head(SHOWN).iter_rows(named=True)),
    )
    if entries.height > SHOWN:
        look.source(
            f"The first {SHOWN} of {counted(entries.height, 'measure')}: search, or choose a "
            "quality statement."
        )


def _row(row: Mapping[str, Any], short: Mapping[str, str]) -> str:
    name = look.link(row["name"], PAGE, measure=row["indicator"])
    own = "" if row["authority"] == EVERY_COUNCIL else ' <span class="label">Changed here</span>'
    meaning = f'<br><span class="muted">{escape(row["meaning"])}</span>' if row["meaning"] else ""
    often = Frequency(row["frequency"]).label if row["frequency"] else "Not said"
    on = listed([short.get(each, each) for each in row["statements"] or ()]) or "No statement"
    return (
        f'<th scope="row">{name}{own}{meaning}</th><td>{BETTER[row["direction"]]}</td>'
        f"<td>{escape(target_in_words(row) or NO_TARGET)}</td><td>{often}</td><td>{escape(on)}</td>"
    )


def target_in_words(row: Mapping[str, Any]) -> str:
    """An entry's target with its unit; "" where it has none."""
    return "" if row["target"] is None else figure_in(row["target"], row["unit"])


def entry_card(row: Mapping[str, Any], known: Snapshot, same: Sequence[str]) -> None:
    """Draw all that an entry says. `same`: what else goes by it."""
    themes = names_of_themes(known)
    names = {each.id: each.name for each in known.framework.statements}
    target = target_in_words(row)
    if target and row["target_kind"]:
        kind = TargetKind(row["target_kind"]).label
        where = f" ({row['target_source']})" if row["target_source"] else ""
        target = f"{target}. {kind}{where}"
    facts = {
        "What is counted": row["counted"],
        "Out of": row["out_of"],
        "Unit": sentence(row["unit"] or "Not said"),
        "Better when": BETTER[row["direction"]]
        if row["direction"] != Direction.NEUTRAL
        else "Neither way: changes are told, and called neither better nor worse",
        "Target": target or NO_TARGET,
        "How often": Frequency(row["frequency"]).label if row["frequency"] else "Not said",
        "Bears on": "; ".join(names.get(each, each) for each in row["statements"] or ()),
        "Themes": "; ".join(themes.get(each, each) for each in row["themes"] or ()),
        "Defined by": row["source"],
        "Compared with": row["comparator"],
        "Also called": "; ".join((*(row["other_names"] or ()), *same)),
        "Meaning holds from": long_date(row["valid_from"]) if row["valid_from"] else None,
        "Entered by": _who(row),
    }
    told = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(str(text))}</dd>"
        for name, text in facts.items()
        if text
    )
    st.html(
        f'<section class="definition"><p class="commitment">{escape(row["meaning"] or "")}</p>'
        f'<dl class="explain">{told}</dl></section>'
    )


def _who(row: Mapping[str, Any]) -> str:
    if row["authority"] == EVERY_COUNCIL:
        return "Comes with the product"
    return f"{row['recorded_by']}, {long_date(row['recorded_at'].date())}"


def fields_of(*names: str) -> list[Any]:
    """The declarations of some of the catalogue's fields, in this order."""
    return [INDICATOR_DEFINITION.spec(name) for name in names]
