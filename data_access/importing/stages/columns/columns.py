"""The third stage: which column is which field, how sure that is, and what kind of records a table
holds. Names are looked at first, then what stands in the column: a column of prose is no day."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

from data_access.datasets import DATASETS, OMBUDSMAN, OWN_RECORD, Dataset
from data_access.importing.stages.columns.by_content import (
    CONFIDENCE,
    columns_by_content,
    number_of_several,
)
from data_access.importing.stages.columns.contents import Content, fit_of, other_words, why_not
from data_access.importing.stages.kinds.ombudsman_columns import of_the_ombudsman
from data_access.importing.stages.meaning.headers.rules import told_by_rules
from data_access.importing.stages.meaning.names import (
    COLUMN_NAMES,
    FILE_FIELDS,
    HEADER_RULES,
    SUBJECT_WORDS,
)
from data_access.importing.stages.meaning.wording import (
    fold,
    stems,
    tokens,
)
from data_access.importing.stages.meaning.words import meaning
from data_access.importing.stages.questions import Question
from data_access.importing.stages.recipe import Recipe, RecipeError
from data_access.importing.stages.table.find_table import Recognise, Table

CANDIDATES: tuple[Dataset, ...] = (*OWN_RECORD, OMBUDSMAN)
_LEAST = 0.55  # how sure a column has to be to be taken
_BY_NAME = 0.92  # how alike a header is to a name that is as good as its own


@dataclass(frozen=True)
class Column:
    """A column: its header, some of its values, the field it is read as (None: none), how sure
    that is, and the other fields it might be. told: a person said so."""

    place: int
    header: str
    samples: tuple[str, ...]
    field: str | None
    confidence: float
    others: tuple[str, ...] = ()
    told: bool = False
    why: str = ""


@dataclass(frozen=True)
class Columns:
    """The columns of a table read as a dataset's."""

    dataset: Dataset
    columns: tuple[Column, ...]
    score: float = 0.0
    notes: tuple[str, ...] = field(default=())
    ties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # field → headers as likely

    def place(self, name: str) -> int | None:
        """The place of the column a field is read from; None if there is none."""
        return next((each.place for each in self.columns if each.field == name), None)

    def header(self, name: str) -> str | None:
        """The header of the column a field is read from."""
        return next((each.header for each in self.columns if each.field == name), None)

    @property
    def fields(self) -> dict[str, int]:
        """Places by field."""
        return {each.field: each.place for each in self.columns if each.field}


def read_columns(dataset: Dataset, table: Table, recipe: Recipe) -> Columns:
    """Which column is which field of a dataset. A person's word goes before everything.

    RecipeError where the recipe names a field that the dataset does not have.
    """
    extra = FILE_FIELDS.get(dataset.name, {})
    known_fields = {*dataset.columns, *extra, "period"}
    told: dict[int, str | None] = {}
    for place, header in enumerate(table.headers):
        said = recipe.column(header)
        if said is not None:
            if said and said not in known_fields:
                raise RecipeError(f"{dataset.title} has no field '{said}'.")
            told[place] = said or None
    taken = {name for name in told.values() if name}
    contents = [Content.of(table, place) for place in range(len(table.headers))]
    found, why = _found(dataset, table, contents, told)
    chosen = _chosen(found, taken)
    taken |= {name for name, _ in chosen.values() if name not in {"none", "employed"}}
    shared = number_of_several(dataset, table, chosen)
    if shared is not None:
        del chosen[shared]
        taken.discard("reference")
    free = [place for place in range(len(table.headers)) if place not in {*told, *chosen}]
    by_content = dict(columns_by_content(dataset, table, contents, free, taken))
    chosen |= {place: (name, CONFIDENCE) for place, name in by_content.items()}
    columns = []
    for place, header in enumerate(table.headers):
        samples = contents[place].samples
        others = tuple(
            dict.fromkeys(name for _, at, name in found if at == place and name != "none")
        )
        if place in told:
            columns.append(Column(place, header, samples, told[place], 1.0, others, told=True))
            continue
        as_field, confidence = chosen.get(place, ("none", 0.0))
        read_as = None if as_field in {"none", "employed"} else as_field
        others = tuple(other for other in others if other != read_as)
        columns.append(Column(place, header, samples, read_as, confidence, others))
    columns = _spans(dataset, columns, contents)
    columns = _of_the_ombudsman(dataset, table, columns, contents)
    columns = _without_numbering(dataset, columns, contents)
    columns = _titles_of_courses(dataset, columns)
    columns = _codes_and_names(dataset, columns, contents)
    ties = _ties(dataset, columns, found)
    unread = {each.place for each in columns if each.field is None}
    notes = [note for place, note in why.items() if place in unread and note]
    notes += [
        f"'{each.header}' is a percentage: it stays one, and no number is made of it"
        for each in columns
        if each.place in why and each.field is not None and each.field.endswith("_rate")
    ]
    if shared is not None:
        notes.append(
            f"'{table.headers[shared]}' is merged over several rows, so it is the number of none"
        )
    notes += [
        f"'{table.headers[place]}' is read as {_label(dataset, name)}, for what stands in it"
        for place, name in by_content.items()
    ]
    return Columns(dataset, tuple(columns), notes=tuple(dict.fromkeys(notes)), ties=ties)


def _found(
    dataset: Dataset, table: Table, contents: Sequence[Content], told: Collection[int]
) -> tuple[list[tuple[float, int, str]], dict[int, str]]:
    """How surely each column may be each field (confidence, place, field), the surest first; and
    why a column is not the field it is named like."""
    found: list[tuple[float, int, str]] = []
    why: dict[int, str] = {}
    dated_people = dataset.name == "training" and not any(
        likely_fields(dataset.name, header).get("required", 0) > 0.9 for header in table.headers
    )
    survey_scale = any(
        likely_fields(dataset.name, header).get("strongly_agree", 0) > 0.9
        for header in table.headers
    )
    for place, header in enumerate(table.headers):
        if place in told:
            continue
        likely = _likely(dataset, header, table.groups[place])
        if dated_people and fold(header) == "date":
            likely = {"completed": 1.0}
        if survey_scale and likely.get("agree_only", 0) > 0.9:
            likely = {"agree_only": 1.0}  # one answer of a scale, not all who agreed
        if _repeats(table.headers, place):  # the same again, and no other field by likeness
            likely = dict(sorted(likely.items(), key=lambda each: -each[1])[:1])
        for name, likeness in likely.items():
            fit = fit_of(dataset, name, contents[place])
            if other_words(dataset, name, header, contents[place]):
                fit = min(fit, 0.4)
            if likeness * fit >= _LEAST:
                found.append((likeness * fit, place, name))
            elif likeness > 0.85 and fit < 0.5:
                why[place] = why_not(dataset, name, header, contents[place])
    return sorted(found, key=lambda each: (-each[0], each[1])), why


def _label(dataset: Dataset, name: str) -> str:
    if name in dataset.columns:
        return dataset.spec(name).label.lower()
    return {"kind": "the kind of case"}.get(name, name)


def _spans(dataset: Dataset, columns: list[Column], contents: Sequence[Content]) -> list[Column]:
    """One column that gives months, quarters or years gives a period's first and last day."""
    fields = {each.field for each in columns}
    if "period_start" not in dataset.columns or {"period_end", "period"} & fields:
        return columns
    return [
        replace(each, field="period")
        if each.field == "period_start"
        and not each.told
        and contents[each.place].share(of="rough") > 0.5
        else each
        for each in columns
    ]


def _chosen(found: list[tuple[float, int, str]], taken: set[str]) -> dict[int, tuple[str, float]]:
    """Each column's field, the surest first; each field once, without those that are taken."""
    found.sort(key=lambda each: (-each[0], each[1]))
    chosen: dict[int, tuple[str, float]] = {}
    gone = set(taken)
    for confidence, place, name in found:
        if place in chosen or name in gone:
            continue
        chosen[place] = (name, confidence)
        if name not in {"none", "employed"}:
            gone.add(name)
    return chosen


def tie_questions(columns: Columns) -> list[Question]:
    """Which of several columns is meant, where nothing tells."""
    return [
        Question(
            "columns",
            "columns: " + ", ".join(f"'{header}'" for header in headers),
            f"Which column is {columns.dataset.spec(name).label.lower()}? {', '.join(headers)}",
            column=headers[0],
            field=name,
            choices=headers,
        )
        for name, headers in columns.ties.items()
    ]


_CLOSE = 0.02  # how near two columns' likeness is when nothing tells which one is meant


def _ties(
    dataset: Dataset, columns: Sequence[Column], found: Sequence[tuple[float, int, str]]
) -> dict[str, tuple[str, ...]]:
    """Fields of figures that several columns are as likely to be ("% positive 2025" and "% positive
    2026"), where no person said which, and the other column is read as nothing else."""
    ties: dict[str, tuple[str, ...]] = {}
    for each in columns:
        name = each.field
        if each.told or name not in dataset.columns:
            continue
        if dataset.spec(name).python_type not in (int, float):
            continue
        rivals = [
            columns[place].header
            for confidence, place, other in found
            if other == name
            and place != each.place
            and columns[place].field is None
            and not columns[place].told
            and confidence > each.confidence - _CLOSE
            and not _repeats([column.header for column in columns], place)
        ]
        if rivals:
            ties[name] = (each.header, *rivals)
    return ties


def _repeats(headers: Sequence[str], place: int) -> bool:
    """Whether a header is one of those that stand there several times, but the first."""
    plain = re.sub(r" \(\d+\)$", "", headers[place])
    return plain != headers[place] and plain in headers[:place]


def _of_the_ombudsman(
    dataset: Dataset, table: Table, columns: list[Column], contents: Sequence[Content]
) -> list[Column]:
    """In a list of the ombudsman's decisions, "Decision" is the ombudsman's."""
    if dataset.name != "complaint":
        return columns
    theirs = of_the_ombudsman(
        table.headers,
        [each.field for each in columns],
        [[text for text, _ in content.values] for content in contents],
        (*table.titles, *table.sheets, re.sub(r"[_.-]", " ", table.source)),
    )
    return [
        replace(each, field=theirs[each.place]) if each.place in theirs and not each.told else each
        for each in columns
    ]


def _only_numbered(header: str, texts: Sequence[str]) -> bool:
    """Whether a column only numbers the rows: 1, 2, 3, under "No."."""
    if fold(header) not in {"no", "number", "num", "row", "s no", "sr no", "item no", ""}:
        return False
    numbers = [text for text in texts if text.isdigit()]
    return len(numbers) > 1 and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def _without_numbering(
    dataset: Dataset, columns: list[Column], contents: Sequence[Content]
) -> list[Column]:
    """Numbers of the rows are no figures of theirs."""
    headers = {fold(each.header) for each in columns}
    return [
        replace(each, field=None)
        if not each.told
        and each.field in dataset.columns
        and dataset.spec(str(each.field)).python_type in (int, float)
        and "yes" not in headers
        and _only_numbered(each.header, [text for text, _ in contents[each.place].values])
        else each
        for each in columns
    ]


def _titles_of_courses(dataset: Dataset, columns: list[Column]) -> list[Column]:
    """A column of course names is the course where no other is."""
    if dataset.name != "training" or any(each.field == "course" for each in columns):
        return columns
    return [
        replace(each, field="course")
        if each.field == "course_name" and not each.told and _names_courses(each.header)
        else each
        for each in columns
    ]


def _names_courses(header: str) -> bool:
    """Whether a header names courses: "Name" alone is a person's."""
    return fold(header) != "name" and likely_fields("training", header).get("course", 0) > 0.85


_CODE = re.compile(
    r"(?:(?:kpi|pi|measure|indicator|metric|ascof|performance|unique) )?"
    r"(?:ref|reference|code|id|no|number|num)"
)


def _codes_and_names(
    dataset: Dataset, columns: list[Column], contents: Sequence[Content]
) -> list[Column]:
    """Where a table of indicators has a column of codes beside their names, the codes are what
    stays the same in every period."""
    if dataset.name != "indicator":
        return columns
    measure = next((e for e in columns if e.field == "indicator" and not e.told), None)
    code = next(
        (
            each
            for each in columns
            if not each.told
            and each.field in {None, "source"}
            and _CODE.fullmatch(fold(each.header))
            and _are_codes(each.header, [text for text, _ in contents[each.place].values])
        ),
        None,
    )
    if measure is None or code is None or any(each.field == "name" for each in columns):
        return columns
    fields = {measure.place: "name", code.place: "indicator"}
    return [
        replace(each, field=fields[each.place], confidence=0.9) if each.place in fields else each
        for each in columns
    ]


def _are_codes(header: str, texts: Sequence[str]) -> bool:
    """Whether nearly all are short; the notes under a table stand in its first column too. Rows
    that are only numbered have no codes."""
    if _only_numbered(header, texts):
        return False
    return bool(texts) and sum(len(text) <= 20 for text in texts) >= 0.6 * len(texts)


@lru_cache(maxsize=1)
def _all_names() -> tuple[dict[str, float], set[frozenset[str]]]:
    folded: dict[str, float] = {}
    telling: set[frozenset[str]] = set()
    for dataset in CANDIDATES:
        for names in _names_of(dataset.name).values():
            for name in names:
                folded[fold(name)] = 1.0
                if len(tokens(name)) > 1:
                    telling.add(frozenset(tokens(name)))
    for name in (
        "name",
        "full name",
        "first name",
        "surname",
        "employee name",
        "staff name",
        "learner",
        "emp no",
        "employee number",
        "staff number",
        "employee",
        "payroll no",
        "staff id",
        "person",
        "delegate",
        "worker",
        "users full name",
        "user",
        "measure type",
        "measure_value",
        "category",
    ):
        folded[fold(name)] = 1.0
    return folded, telling


def fits_recipe(dataset: Dataset, recipe: Recipe) -> bool:
    """Whether a dataset has every field that a recipe names."""
    known = {*dataset.columns, *FILE_FIELDS.get(dataset.name, {}), "period", "extracted", ""}
    words = {*known, "status"} if dataset.name == "training" else known
    return (
        set(recipe.columns.values()) <= known
        and set(recipe.words) <= words
        and (set(recipe.constants) <= known)
    )


def is_named(dataset: Dataset, header: str, name: str) -> bool:
    """Whether a header is, word for word, one of a field's names."""
    return fold(header) in {fold(each) for each in _names_of(dataset.name).get(name, ())}


def recogniser(recipe: Recipe) -> Recognise:
    """How surely a text is the name of a column of any dataset, 0 to 1."""
    folded, telling = _all_names()
    said = {fold(header) for header in recipe.columns}

    @lru_cache(maxsize=4096)
    def recognise(text: str) -> float:
        if len(text) > 120:
            return 0.0
        key = fold(text)
        if key in said or key in folded:
            return 1.0
        if _is_title(text):
            return 0.7
        if frozenset(tokens(text)) in telling:
            return 0.9
        bare = fold(re.sub(r"\(.*?\)", "", text))
        return 0.8 if bare in folded and bare else 0.0

    return recognise


def _is_title(text: str) -> bool:
    """Whether a text is a course or a question of a survey, which may head a column."""
    from data_access.datasets import STAFF_VOICE, TRAINING

    bare = re.sub(r"\(.*?\)", "", text).strip()
    return any(
        meaning(spec, bare, whole=True) is not None
        for spec in (TRAINING.spec("course"), STAFF_VOICE.spec("question"))
    )


@lru_cache(maxsize=64)
def _names_of(dataset: str) -> dict[str, tuple[str, ...]]:
    """Every name of each field of a dataset, and of what files say beside the fields."""
    names: dict[str, tuple[str, ...]] = {}
    for spec in DATASETS[dataset].fields:
        own = (spec.name.replace("_", " "), spec.label, *spec.aliases)
        names[spec.name] = (*own, *COLUMN_NAMES.get(dataset, {}).get(spec.name, ()))
    for name, more in FILE_FIELDS.get(dataset, {}).items():
        names[name] = (*names.get(name, ()), *more)
    return names


@lru_cache(maxsize=1024)
def _own_names(dataset: str, name: str) -> Mapping[str, float]:
    """The names a field has by its dataset's declaration, which go before others, its label before
    all; what is no field has only the names listed for files."""
    if name not in DATASETS[dataset].columns:
        return dict.fromkeys(FILE_FIELDS.get(dataset, {}).get(name, ()), 1.0)
    spec = DATASETS[dataset].spec(name)
    return dict.fromkeys(spec.aliases, 0.99) | {spec.name.replace("_", " "): 1.0, spec.label: 1.0}


@lru_cache(maxsize=65_536)
def likely_fields(dataset: str, header: str) -> dict[str, float]:
    """Fields a header may be the name of, with how alike the names are (0 to 1)."""
    plain = re.sub(r" \(\d+\)$", "", header)
    found: dict[str, float] = {}
    bare = re.sub(r"\(.*?\)", " ", plain).strip()
    inside = " ".join(re.findall(r"\((.*?)\)", plain))
    ways = [(plain, 1.0), (bare, 0.97), (inside, 0.9)]
    ways += [(part, 0.9) for part in re.split(r"\s*[/|]\s*|\s+-\s+|:\s", bare) if part != bare]
    counted = re.sub(
        r"(?i)^(?:of which|of these|number of|no\.? of|total number of|total|count of|how many|"
        r"date of|%)\s+",
        "",
        bare,
    )
    if counted != bare:
        ways.append((counted, 0.95))
    for text, weight in ways:
        if not fold(text):
            continue
        for name, names in _names_of(dataset).items():
            own = _own_names(dataset, name)
            score = max(
                _alike(text, each, DATASETS[dataset].singular) * _weight(name, each, own)
                for each in names
            )
            if score * weight > found.get(name, 0.5):
                found[name] = score * weight
    if dataset == "complaint" and "ombudsman" not in tokens(plain):
        # what the ombudsman decided is said so, or else it is what the council did
        found = {
            name: score
            for name, score in found.items()
            if not name.startswith("ombudsman_") or score >= _BY_NAME
        }
    told = told_by_rules(HEADER_RULES.get(dataset, ()), plain)
    if told is not None and max(found.values(), default=0.0) < _BY_NAME:
        name, weight = told
        return {name: max(weight, found.get(name, 0.0))} if name else {}
    return found


# Names of a field that say it less exactly than others: whose post is named has a role, and is of a
# staff group.
_LESSER = {"role": frozenset({"staff group", "profession"})}


def _weight(name: str, said: str, own: Mapping[str, float]) -> float:
    """How much one of a field's names counts against others."""
    return 0.9 if said in _LESSER.get(name, ()) else own.get(said, 0.95)


@lru_cache(maxsize=262_144)
def _alike(header: str, name: str, singular: str) -> float:
    if fold(header) == fold(name):
        return 1.0
    mine, theirs = stems(header), stems(name)
    if not mine or not theirs:
        return 0.0
    row = set(stems(singular))
    if set(mine) == set(theirs) and len(mine) == len(theirs):
        return 0.96
    if (set(mine) - row) and set(mine) - row == set(theirs) - row:
        return 0.93
    if len(fold(header)) > 5 and fuzz.ratio(fold(header), fold(name)) >= 90:
        return 0.88
    if len(fold(header)) > 7 and DamerauLevenshtein.distance(fold(header), fold(name)) == 1:
        return 0.88  # a letter too many, too few, or in the wrong place
    inner, outer = (theirs, mine) if len(theirs) <= len(mine) else (mine, theirs)
    if set(inner) <= set(outer) and len(inner) >= 2:
        return 0.7 + 0.15 * len(inner) / len(outer)
    return 0.0


# Kinds of records in which what stands over a group of columns says more of each.
_GROUPED = frozenset({"complaint", "action", "audit", "learning", "coproduction"})


def _likely(dataset: Dataset, header: str, group: str | None) -> dict[str, float]:
    """Fields of a header, read together with what stands over its group of columns if that names
    one: "Decision" under "LGSCO"."""
    if group is not None and dataset.name in _GROUPED:
        bare = re.sub(r" \(\d+\)$", "", header)
        told = told_by_rules(HEADER_RULES.get(dataset.name, ()), f"{group} {bare}")
        if told is not None:
            return {told[0]: told[1]} if told[0] else {}
    return likely_fields(dataset.name, header)


def subject_score(dataset: Dataset, texts: Sequence[str]) -> float:
    """How clearly names of file and sheet, and titles, say that these are a dataset's records."""
    said = " ".join(f" {fold(text.replace('_', ' '))} " for text in texts)
    words = SUBJECT_WORDS.get(dataset.name, ())
    return min(1.0, 0.5 * sum(1 for word in words if f" {fold(word)} " in said))
