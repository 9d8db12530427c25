"""The third stage: which column is which field, how sure that is, and what kind of records a table
holds. Names are looked at first, then what stands in the column: a column of prose is no day."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import polars as pl
from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

from data_access.datasets import DATASETS, OMBUDSMAN, OWN_RECORD, Dataset, FieldSpec
from data_access.importing.stages.files.book import DAY, MONTH, PERCENT
from data_access.importing.stages.find_table import Recognise, Table
from data_access.importing.stages.meaning.councils import is_area_code
from data_access.importing.stages.meaning.dates import read_span
from data_access.importing.stages.meaning.figure_words import figure_of
from data_access.importing.stages.meaning.names import COLUMN_NAMES, FILE_FIELDS, SUBJECT_WORDS
from data_access.importing.stages.meaning.numbers import read_number
from data_access.importing.stages.meaning.wording import (
    fold,
    is_mark,
    is_nothing_yet,
    stems,
    tokens,
)
from data_access.importing.stages.meaning.words import (
    is_done,
    meaning,
    stage_number,
    yes_or_no,
)
from data_access.importing.stages.questions import Question
from data_access.importing.stages.recipe import Recipe, RecipeError

CANDIDATES: tuple[Dataset, ...] = (*OWN_RECORD, OMBUDSMAN)
SAMPLES = 3
_LOOKED_AT = 200  # distinct values of a column that its content is judged by
_LEAST = 0.55  # how sure a column has to be to be taken

_DAY_LIKE = frozenset({"completed", "expires", "employed"})
_FIGURES = frozenset({"strongly_agree", "agree_only", "neither", "disagree", "strongly_disagree"})


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
    contents = [_Content.of(table, place) for place in range(len(table.headers))]
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
        likely = likely_fields(dataset.name, header)
        if dated_people and fold(header) == "date":
            likely = {"completed": 1.0}
        if survey_scale and likely.get("agree_only", 0) > 0.9:
            likely = {"agree_only": 1.0}  # one answer of a scale, not all who agreed
        if _repeats(table.headers, place):  # the same again, and no other field by likeness
            likely = dict(sorted(likely.items(), key=lambda each: -each[1])[:1])
        for name, likeness in likely.items():
            fit = _fit(dataset, name, contents[place])
            if _other_words(dataset, name, header, contents[place]):
                fit = min(fit, 0.4)
            if likeness * fit >= _LEAST:
                found.append((likeness * fit, place, name))
            elif likeness > 0.85 and fit < 0.5:
                why[place] = _why_not(dataset, name, header, contents[place])
    chosen = _chosen(found, taken)
    columns = []
    for place, header in enumerate(table.headers):
        others = tuple(
            dict.fromkeys(name for _, at, name in found if at == place and name != "none")
        )
        if place in told:
            columns.append(
                Column(place, header, contents[place].samples, told[place], 1.0, others, told=True)
            )
            continue
        as_field, confidence = chosen.get(place, ("none", 0.0))
        read_as = None if as_field in {"none", "employed"} else as_field
        columns.append(
            Column(
                place,
                header,
                contents[place].samples,
                read_as,
                confidence,
                tuple(other for other in others if other != read_as),
            )
        )
    columns = _spans(dataset, columns, contents)
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
    return Columns(dataset, tuple(columns), notes=tuple(dict.fromkeys(notes)), ties=ties)


def _spans(dataset: Dataset, columns: list[Column], contents: Sequence[_Content]) -> list[Column]:
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
    dataset: Dataset, columns: list[Column], contents: Sequence[_Content]
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
            and _are_codes([text for text, _ in contents[each.place].values])
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


def _are_codes(texts: Sequence[str]) -> bool:
    """Whether nearly all are short; the notes under a table stand in its first column too."""
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
def _own_names(dataset: str, name: str) -> frozenset[str]:
    """The names a field has by its dataset's declaration, which go before others; what is no field
    has only the names listed for files."""
    if name not in DATASETS[dataset].columns:
        return frozenset(FILE_FIELDS.get(dataset, {}).get(name, ()))
    spec = DATASETS[dataset].spec(name)
    return frozenset((spec.name.replace("_", " "), spec.label, *spec.aliases))


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
    return found


# Names of a field that say it less exactly than others: whose post is named has a role, and is of a
# staff group.
_LESSER = {"role": frozenset({"staff group", "profession"})}


def _weight(name: str, said: str, own: frozenset[str]) -> float:
    """How much one of a field's names counts against others."""
    if said in _LESSER.get(name, ()):
        return 0.9
    return 1.0 if said in own else 0.95


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


@dataclass(frozen=True)
class _Content:
    """What stands in a column: distinct texts with their kinds, and some samples."""

    values: tuple[tuple[str, int], ...]
    samples: tuple[str, ...]

    @classmethod
    def of(cls, table: Table, place: int) -> _Content:
        texts, kinds = table.texts(place), table.kinds(place)
        frame = (
            texts.alias("text")
            .to_frame()
            .with_columns(kind=kinds if kinds is not None else pl.lit(0, pl.UInt8()))
        )
        distinct = frame.drop_nulls("text").unique(maintain_order=True).head(_LOOKED_AT)
        values = tuple(distinct.iter_rows())
        return cls(values, tuple(text for text, _ in values[:SAMPLES]))

    def share(self, *, of: str) -> float:
        """The share of the values, empty ones and marks aside, that are days, numbers, …"""
        said = [
            (text, kind)
            for text, kind in self.values
            if not is_nothing_yet(text) and not is_mark(text)
        ]
        if not said:
            return 0.75
        return sum(1 for text, kind in said if _is(of, text, kind)) / len(said)


def _is(what: str, text: str, kind: int) -> bool:
    """Whether a cell is a day, a rough one (a month or span), a number, …"""
    if what in {"day", "rough"}:
        span = read_span(text) or read_span(text, month_first=True)
        rough = kind == MONTH or (span is not None and span.rough)
        return rough if what == "rough" else rough or kind == DAY or span is not None
    if what in {"number", "percent"}:
        number = read_number(text)
        percent = kind == PERCENT or (number is not None and number.percent)
        return percent if what == "percent" else number is not None and kind not in {DAY, MONTH}
    if what == "stage":
        return stage_number(text) is not None
    return yes_or_no(text) is not None


def _fit(dataset: Dataset, name: str, content: _Content) -> float:
    """How well what stands in a column fits a field, 0 to 1."""
    if not content.values:
        return 0.8
    if name in dataset.columns:
        fit = _fit_field(dataset.spec(name), content)
        # in a list of people these are days, or yes and no
        dated = dataset.name == "training" and name in {"offered", "released"}
        return max(fit, content.share(of="day")) if dated else fit
    if name in _DAY_LIKE:
        return (
            max(content.share(of="day"), 0.9 * content.share(of="yes"))
            if (name != "employed")
            else 1.0
        )
    if name in _FIGURES:
        return content.share(of="number")
    if name == "period":
        years = sum(1 for t, _ in content.values if re.fullmatch(r"(19|20)\d\d", t))
        return max(content.share(of="day"), years / len(content.values))
    if name == "stage":
        return 1.0
    if name == "kind":
        kinds = ("complaint", "compliment", "enquiry", "comment", "concern")
        said = [fold(text) for text, _ in content.values]
        return 1.0 if any(kind in text for text in said for kind in kinds) else 0.0
    if name == "figure_kind":
        known = sum(1 for t, _ in content.values if figure_of(t) is not None)
        return known / len(content.values)
    if name == "status":
        return 1.0 - content.share(of="day") if content.share(of="number") < 0.9 else 0.3
    return 1.0


def _other_words(dataset: Dataset, name: str, header: str, content: _Content) -> bool:
    """Whether a column of words is of an optional field by one of its lesser names alone, while
    most of its words are none of the field's: then it is about something else."""
    if name not in dataset.columns or not content.values:
        return False
    spec = dataset.spec(name)
    if not spec.choices or spec.required or fold(header) in {fold(spec.label), fold(spec.name)}:
        return False
    if name in {"outcome", "ombudsman_outcome", "result"}:
        return False
    known = sum(1 for t, _ in content.values if meaning(spec, t) or is_nothing_yet(t))
    return known < 0.5 * len(content.values)


def _fit_field(spec: FieldSpec, content: _Content) -> float:
    from datetime import date

    if spec.name in {"year", "scope"}:
        return 1.0
    if spec.name == "area_code":
        coded = sum(1 for t, _ in content.values if is_area_code(t))
        return 1.0 if coded >= 0.5 * len(content.values) else 0.2
    if spec.is_list or (spec.python_type is str and not spec.choices):
        return 0.7 if content.share(of="day") > 0.8 and len(content.values) > 2 else 1.0
    if spec.choices:
        known = sum(1 for t, _ in content.values if meaning(spec, t) or is_nothing_yet(t))
        share = known / len(content.values)
        return 1.0 if share >= 0.3 else 0.65 + share
    if spec.name in {"closed", "complete"}:
        return _fit_of_the_end(spec.name, content)
    if spec.python_type is date:
        return _mostly(content.share(of="day"))
    if spec.python_type is bool:
        return 1.0 if content.share(of="yes") >= 0.5 else 0.3
    if spec.words:  # a number that may be said in words, such as a grade
        known = sum(1 for t, _ in content.values if meaning(spec, t) or is_nothing_yet(t))
        return 1.0 if known / len(content.values) >= 0.3 else content.share(of="number")
    share = content.share(of="number")
    if spec.python_type is int and spec.name != "agree" and content.share(of="percent") > 0.5:
        filled = [t for t, _ in content.values if not is_nothing_yet(t) and not is_mark(t)]
        return 0.1 if filled else 0.8
    return _mostly(share)


def _fit_of_the_end(name: str, content: _Content) -> float:
    """How well a column tells when an action ended, or only whether: with a single day it is the
    former, and words among its days say that the day is not known."""
    days = [_is("day", text, kind) for text, kind in content.values]
    if name == "complete":
        return 0.3 if any(days) else (1.0 if content.share(of="yes") >= 0.5 else 0.3)
    ended = [
        day or is_done(text) is not None or yes_or_no(text) is not None or is_nothing_yet(text)
        for day, (text, _) in zip(days, content.values, strict=True)
    ]
    if not any(days):
        return _mostly(content.share(of="day"))
    return _mostly(sum(ended) / len(ended))


def _mostly(share: float) -> float:
    """How well a column fits of which a share does: one with the field's very name is taken though
    not all of it can be read, and the rest is to mend."""
    if share >= 0.6:
        return 1.0
    return 0.6 if share >= 0.3 else share


def _why_not(dataset: Dataset, name: str, header: str, content: _Content) -> str:
    if name not in dataset.columns:
        return ""
    if dataset.spec(name).python_type is int and content.share(of="percent") > 0.5:
        return (
            f"'{header}' is a percentage and {dataset.spec(name).label.lower()} is a number, so it "
            "is not taken as one"
        )
    spec = dataset.spec(name)
    what = {"date": "no days", "int": "no whole numbers", "float": "no numbers"}.get(
        spec.python_type.__name__, "other words"
    )
    return f"'{header}' holds {what}, so it is not read as {spec.label.lower()}"


def subject_score(dataset: Dataset, texts: Sequence[str]) -> float:
    """How clearly names of file and sheet, and titles, say that these are a dataset's records."""
    said = " ".join(f" {fold(text.replace('_', ' '))} " for text in texts)
    words = SUBJECT_WORDS.get(dataset.name, ())
    return min(1.0, 0.5 * sum(1 for word in words if f" {fold(word)} " in said))
