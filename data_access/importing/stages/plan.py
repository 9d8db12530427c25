"""What importing a file would do, and landing it.

`plan` reads the store and writes nothing; `land` writes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial

from data_access.datasets import (
    COMPARATOR,
    COUNCIL,
    INDICATOR,
    INDICATOR_DEFINITION,
    OWN_RECORD,
)
from data_access.datasets.theme import EVERY_COUNCIL
from data_access.errors import DataError
from data_access.importing.own_process.pool import read_table
from data_access.importing.own_process.reader import Progress
from data_access.importing.personal_data.guard import PersonalDataError, kinds_in
from data_access.importing.stages.context import Context
from data_access.importing.stages.kinds.indicators.comparators import with_held
from data_access.importing.stages.kinds.indicators.known_measures import KnownMeasure, known_of
from data_access.importing.stages.landing.changes import Compared
from data_access.importing.stages.landing.compare import compare
from data_access.importing.stages.landing.kept_recipes import recipes_of
from data_access.importing.stages.landing.natures import by_nature
from data_access.importing.stages.landing.to_land import ToLand, land_it
from data_access.importing.stages.meaning.councils import Councils
from data_access.importing.stages.meaning.wording import fold
from data_access.importing.stages.questions import Question
from data_access.importing.stages.reading import Reading
from data_access.importing.stages.recipe import Recipe
from data_access.importing.stages.values.team_kinds import team_kinds
from data_access.ledger.as_known import batches, rows_as_known, texts_told
from data_access.ledger.classify import Prepared
from data_access.ledger.entry import Entry
from data_access.ledger.ledger import Landed, prepare
from data_access.ledger.standing import read_standing
from data_access.moments import now
from data_access.principal import require, require_somewhere
from data_access.snapshot import (
    councils,
    home_authority,
    home_of,
    own_before_shipped,
    stored_councils,
)
from data_access.store.database import Store
from vocabulary.principal import Permission, Principal
from vocabulary.wording import agree, number_of

_READING = 0.8  # the share of the work that is reading the file


@dataclass(frozen=True)
class Plan:
    """A reading beside what the store holds; nothing is written until `land`. recipe: what it was
    read with, kept answers included; layout: which files those are kept for; extracted: the day the
    file was taken, if it or a person says so."""

    reading: Reading
    compared: Compared
    prepared: Prepared | None
    sha256: str
    recipe: Recipe = field(default_factory=Recipe)
    layout: str = ""
    extracted: date | None = None

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions, those of the comparison too."""
        return (*self.reading.questions, *self.compared.questions)

    @property
    def needed(self) -> tuple[Question, ...]:
        """Questions that have to be answered first."""
        return tuple(question for question in self.questions if question.needed)


def context_of(store: Store, principal: Principal, own: str | None = None) -> Context:
    """What a store knows that helps to read a file."""
    names = tuple(councils(store, principal=principal).get_column("authority").to_list())
    if own is not None:
        own = Councils(None, names).named_or_new(own)
    home = own or home_authority(store, principal=principal)
    return _context(store, store.revision(), home, names)


@lru_cache(maxsize=8)
def _context(store: Store, revision: int, home: str | None, names: tuple[str, ...]) -> Context:
    """While the store's revision is the same, so is what it knows."""
    from data_access.reference.published_facts import codebook_frame

    themes = {}
    for theme, name in codebook_frame().select("theme", "name").iter_rows():
        themes[fold(str(theme).replace("_", " "))] = str(theme)
        themes[fold(str(name))] = str(theme)
    kinds = team_kinds(store, home) if home else {}
    return Context(
        home, names, kinds, _teams(store, home) if home else (), themes, _measures(store, home)
    )


def _measures(store: Store, authority: str | None) -> tuple[KnownMeasure, ...]:
    """The measures of the catalogue of indicators, with the council's own entries."""
    with store.reading() as connection:
        known = batches(connection)
        theirs = [EVERY_COUNCIL, *([authority] if authority else [])]
        rows = rows_as_known(connection, INDICATOR_DEFINITION, known, theirs)
        held = texts_told(connection, INDICATOR, known, "indicator", authority) if authority else []
    return known_of(own_before_shipped(INDICATOR_DEFINITION, rows), held)


def _teams(store: Store, authority: str) -> tuple[str, ...]:
    """The names of a council's teams in all its records."""
    with store.reading() as connection:
        known = batches(connection)
        told = [
            texts_told(connection, dataset, known, "team", authority)
            for dataset in OWN_RECORD
            if "team" in dataset.columns
        ]
    return tuple(sorted({team for teams in told for team in teams}))


def plan(
    store: Store,
    name: str,
    content: bytes,
    *,
    principal: Principal,
    recipe: Recipe,
    own: str | None = None,
    progress: Progress | None = None,
) -> Plan:
    """What importing a file would do. It is read in a process of its own; `progress` is told the
    share done and what is being done, several times a second, and whatever it raises ends that.

    FileError or RecipeError where it cannot be read, PersonalDataError where a field would hold
    personal data (the value is never repeated), DataError where reading it takes too much.
    """
    if kinds := kinds_in(name):
        raise PersonalDataError(
            f"The file's name has {' and '.join(kinds)} in it: give the file another name."
        )
    tell = progress or (lambda share, what: None)
    require_somewhere(principal, Permission.ENTER)
    context = context_of(store, principal, own)
    if context.own is not None:
        require(principal, Permission.ENTER, context.own)
    sha256 = hashlib.sha256(content).hexdigest()
    read = read_table(
        name,
        content,
        recipe=recipe,
        kept=recipes_of(store, context.own, principal=principal),
        context=context,
        today=now().date(),
        digest=sha256,
        progress=lambda share, what: tell(share * _READING, what),
    )
    reading, layout, recipe = read.reading, read.layout, read.recipe
    if reading.declined or reading.rows.is_empty():
        return Plan(reading, Compared(reading.rows), None, sha256, recipe, layout)
    tell(_READING, "Comparing with what is held")
    authorities = reading.rows.get_column("authority").unique().drop_nulls().to_list()
    for authority in authorities:  # before anything that is held of them is looked at
        require(principal, Permission.ENTER, authority)
    _same_home(store, reading)
    held = read_standing(store, reading.dataset, authorities)
    reading, compared = compare(reading, held.rows, recipe)
    if reading.needed or compared.questions:
        return Plan(reading, compared, None, sha256, recipe, layout)
    entries = [
        Entry(
            reading.dataset,
            rows,
            rejected=0 if place else reading.rejected,
            used=None if place else reading.used,
            left_out={} if place else reading.left_out,
            guarded=True,
            nature=nature,
        )
        for place, (nature, rows) in enumerate(
            by_nature(reading.dataset, compared.rows, published=reading.published)
        )
    ]
    entries += _comparators(store, reading)
    prepared = prepare(
        store, entries, principal=principal, nature=reading.dataset.nature, standing=held
    )
    return Plan(reading, compared, prepared, sha256, recipe, layout, read.extracted)


def _comparators(store: Store, reading: Reading) -> list[Entry]:
    """What came beside the rows to compare them with; what a file does not say of it stays."""
    rows = reading.comparators
    if rows.is_empty():
        return []
    held = read_standing(store, COMPARATOR, rows.get_column("authority").unique().to_list()).rows
    entry = Entry(COMPARATOR, with_held(rows, held), guarded=True, nature=COMPARATOR.nature)
    return [entry]


def _same_home(store: Store, reading: Reading) -> None:
    """DataError where a list of councils from elsewhere would make the store another council's."""
    if reading.dataset is not COUNCIL:
        return
    homes = set(reading.rows.filter("home").get_column("authority"))
    mine = home_of(stored_councils(store))
    if len(homes) > 1 or (homes and mine is not None and homes != {mine}):
        raise DataError(
            f"{reading.source} says that the store is for {' and for '.join(sorted(homes))}"
            + (f"; it is for {mine}." if mine else ": it can be for one council only.")
        )


def check(planned: Plan, *, good_rows_only: bool = False) -> None:
    """DataError, in one line, while a question is open, where the file is declined, or where rows
    are to be mended and the good ones alone shall not land."""
    reading = planned.reading
    if reading.declined:
        raise DataError(f"{reading.source}: {reading.declined}.")
    if planned.needed:
        first = planned.needed[0]
        more = len(planned.needed) - 1
        rest = f" ({more} more {'questions' if more > 1 else 'question'})" if more else ""
        raise DataError(f"{reading.source}: {first.said} Answer with {first.key}.{rest}")
    if reading.rejected and not good_rows_only:
        rows = reading.rejected
        raise DataError(
            f"{reading.source}: {number_of(rows, 'row')} {agree(rows, 'is', 'are')} to be mended, "
            f"so nothing of it was imported; mend {agree(rows, 'it', 'them')}, or use "
            "--good-rows-only."
        )


def land(
    store: Store,
    planned: Plan,
    *,
    principal: Principal,
    good_rows_only: bool = False,
    progress: Progress | None = None,
) -> Landed:
    """Land a plan; raises as `check`. `progress` is told the share of rows written, and what is
    done; it may raise: then nothing lands."""
    what = to_land(planned, good_rows_only=good_rows_only)
    if what is None:
        return Landed(None, (), {})
    tell = partial(recorded, progress) if progress else None
    return land_it(store, what, planned.prepared, principal=principal, progress=tell)


def to_land(planned: Plan, *, good_rows_only: bool = False) -> ToLand | None:
    """What lands of a plan; None where nothing is to. Raises as `check`."""
    check(planned, good_rows_only=good_rows_only)
    reading, prepared = planned.reading, planned.prepared
    if prepared is None:
        return None
    return ToLand(
        entries=tuple(item.entry for item in prepared.items),
        nature=prepared.nature,
        revision=prepared.revision,
        source=reading.source,
        sha256=planned.sha256,
        note=f"{reading.rejected} rows rejected and left out" if reading.rejected else None,
        extracted=planned.extracted,
        recipe=planned.recipe,
        layout=planned.layout,
        records=reading.dataset.name,
    )


def recorded(progress: Progress, share: float) -> None:
    """Tell how far the recording is."""
    progress(share, f"Recording, {share:.0%}")
