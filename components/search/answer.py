"""What a search finds, in groups, and the HTML that shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from components.exhibits.catalogue import Records
from components.exhibits.memo import memo
from components.exhibits.view import View
from components.look.marks import href
from components.search import sources
from components.search.entry import Entry, fitting, words_asked
from components.search.records import records_found
from components.web.services import Screen
from vocabulary.shown import escape
from vocabulary.wording import number_of

MOST: Final = 5
"""Shown of a group: more words find fewer things."""
_MEANINGS: Final = "Definitions"
_TERMS: Final = "Terms in plain words"
_OF_THE_PRODUCT: Final = ("Pages", "Quality statements", "Exhibits", _TERMS)
_GONE_ALONG: Final = ("council", "as_at")


@dataclass(frozen=True)
class Group:
    """Things of one kind that were found: how the best of them fits, the first `MOST`, and how many
    there are."""

    name: str
    fit: int
    entries: tuple[Entry, ...]
    many: int


def found(
    asked: str,
    known: Records,
    view: View,
    screens: Sequence[Screen],
    *,
    with_records: bool = True,
) -> list[Group]:
    """What holds every word that is asked for, the group with the best fit first; the pages where
    nothing is asked. `known`: the records in view, and nothing is found in any others;
    `with_records`: whether they are searched, and not only what the product itself says."""
    words = words_asked(asked)
    named = memo(known, _named, tuple(screens), view.today)
    if not words:
        pages = named["Pages"]
        return [Group("Pages", 0, pages, len(pages))]
    groups = [
        _group(name, fitting(entries, words))
        for name, entries in named.items()
        if with_records or name in _OF_THE_PRODUCT
    ]
    if with_records:
        records, many = records_found(known, words, view.today, MOST)
        groups.append(_group("Records", records, many))
    return sorted((each for each in groups if each.entries), key=_place)


def _place(group: Group) -> int:
    """A page goes before what stands on it; who finds an exhibit or a measure wants to see it, and
    only then what it means."""
    if group.name == "Pages":
        return min(group.fit, 1)
    return group.fit + (group.name == _MEANINGS)


def _named(known: Records, screens: Sequence[Screen], today: date) -> dict[str, tuple[Entry, ...]]:
    """What is found by its name, by group, in the order in which equals are shown."""
    return {
        "Pages": tuple(sources.pages(screens)),
        "Quality statements": tuple(sources.quality_statements(known)),
        "Measures": tuple(sources.measures(known)),
        "Themes": tuple(sources.themes(known)),
        "Characteristics": tuple(sources.characteristics(known, today)),
        "Exhibits": tuple(sources.exhibits(screens)),
        _TERMS: tuple(sources.terms()),
        _MEANINGS: tuple(sources.meanings(known)),
    }


def _group(name: str, ranked: Sequence[tuple[int, Entry]], many: int | None = None) -> Group:
    first = tuple(entry for _, entry in ranked[:MOST])
    return Group(name, ranked[0][0] if ranked else 0, first, len(ranked) if many is None else many)


def answer_html(groups: Sequence[Group], lasting: Mapping[str, str]) -> str:
    """The groups as HTML: a heading each, and links. `lasting`: the address's parameters, of which
    those that say whose records, as known when, go along. `data-said` says how many there are."""
    taken = {name: lasting[name] for name in _GONE_ALONG if lasting.get(name)}
    many = sum(each.many for each in groups)
    said = f"{number_of(many, 'thing')} found" if many else "Nothing found"
    body = "".join(_section(each, taken) for each in groups)
    if not groups:
        body = (
            '<p class="search-none">Nothing here says that. Try fewer letters, a record’s number, '
            "or one word of what you look for.</p>"
        )
    return f'<div data-said="{escape(said)}">{body}</div>'


def _section(group: Group, taken: Mapping[str, str]) -> str:
    key = f"search-{group.name.split()[0].lower()}"
    shown = len(group.entries)
    more = f" <span>{shown} of {group.many:,}; more words find fewer</span>"
    head = f'<h3 id="{key}">{group.name}{more if shown < group.many else ""}</h3>'
    items = "".join(_item(each, taken) for each in group.entries)
    return f'<section aria-labelledby="{key}">{head}<ul>{items}</ul></section>'


def _item(entry: Entry, taken: Mapping[str, str]) -> str:
    way = href(entry.page, **{**taken, **entry.query})
    detail = f'<span class="search-detail">{escape(entry.detail)}</span>' if entry.detail else ""
    return (
        f'<li><a data-page href="{way}"><span class="search-title">{escape(entry.title)}</span>'
        f"{detail}</a></li>"
    )
