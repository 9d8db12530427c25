"""What can be found beside records: pages, quality statements, themes, measures, rating
characteristics, exhibits and definitions. Nothing here is a figure, and none of it is of another
council than the one in view."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from components.exhibits.catalogue import CATALOGUE, Records
from components.exhibits.characteristics.judged import known_characteristics
from components.exhibits.exhibit import ALONE
from components.exhibits.indicators.judged import judged_whole
from components.search.entry import Entry
from components.web.services import Screen
from vocabulary.characteristics import CharacteristicOf
from vocabulary.terms import TERMS


def pages(screens: Sequence[Screen]) -> Iterator[Entry]:
    """The pages that show something at their bare address, those of the bar first."""
    for screen in sorted(screens, key=lambda each: bool(each.under)):
        if not (screen.bare or screen.of_one):
            yield Entry(screen.title, screen.about, screen.address)


def quality_statements(known: Records) -> Iterator[Entry]:
    """The statements of the regulator's framework."""
    for each in known.framework.statements:
        query = {"statement": each.id}
        yield Entry(each.name, each.question, "statement", query, each.short_name)


def themes(known: Records) -> Iterator[Entry]:
    """The themes of the codebook."""
    for row in known["theme"].sort("name").iter_rows(named=True):
        query = {"about": row["name"]}
        also = f"{row['what_counts'] or ''} {row['theme']}"
        yield Entry(row["name"], row["definition"] or "", "theme", query, also)


def measures(known: Records) -> Iterator[Entry]:
    """The measures that have figures."""
    for row in judged_whole(known).measures.sort("name").iter_rows(named=True):
        also = f"{row['indicator']} {row['counted'] or ''} {row['out_of'] or ''}"
        query = {"measure": row["measure"]}
        yield Entry(row["name"], row["meaning"] or "", "measure", query, also)


def characteristics(known: Records, today: date) -> Iterator[Entry]:
    """What each judgement looks like, of the version that holds on a day."""
    names = {each.id: each.name for each in known.framework.statements}
    for row in known_characteristics(known, today).iter_rows(named=True):
        statement = names.get(row["statement"], row["statement"])
        level = CharacteristicOf(row["rating"]).label
        query = {"statement": row["statement"], "judge": f"{row['rating']}-{row['number']}"}
        yield Entry(row["text"], f"{level}, {statement}", "judgement", query)


def exhibits(screens: Sequence[Screen]) -> Iterator[Entry]:
    """The exhibits that need no further choice; those of one statement or measure stand on its
    page."""
    titles = {screen.address: screen.title for screen in screens}
    for key, each in CATALOGUE.items():
        if not (each.of_statement or each.of_measure or each.of_region):
            detail = f"{each.question} On {titles.get(each.page, each.page)}."
            also = each.definition.meaning
            yield Entry(each.definition.title, detail, ALONE, {"show": key}, also)


def terms() -> Iterator[Entry]:
    """The field's terms."""
    for term, said in TERMS.items():
        yield Entry(term, said, "definitions", {"find": term})


def meanings(known: Records) -> Iterator[Entry]:
    """What measures and exhibits mean."""
    held = set(judged_whole(known).measures.get_column("indicator"))
    for row in known["indicator_definition"].sort("name").iter_rows(named=True):
        if row["indicator"] not in held and row["meaning"]:
            query = {"measure": row["indicator"]}
            yield Entry(row["name"], row["meaning"], "measure_catalogue", query, row["indicator"])
    for each in CATALOGUE.values():
        about = each.definition
        also = f"{about.formula} {about.source} {' '.join(about.caveats)}"
        yield Entry(about.title, about.meaning, "definitions", {"find": about.title}, also)
