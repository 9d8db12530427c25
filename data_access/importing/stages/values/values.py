"""The fourth stage: what the texts of a column mean in its field.

Every distinct text is read once. A text is a value; or means nothing yet; or is a publisher's mark
for a figure that is not shown; or is a word of a closed list that has to be asked; or is wrong and
has to be mended. What was taken for what is kept, to be shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from data_access.datasets import Dataset, FieldSpec
from data_access.importing.stages.files.book import DAY, MONTH, PERCENT
from data_access.importing.stages.meaning.answers import ANSWERS
from data_access.importing.stages.meaning.dates import day_parts, read_span, says_month_first
from data_access.importing.stages.meaning.numbers import read_number
from data_access.importing.stages.meaning.statements import statement_named, theme_named
from data_access.importing.stages.meaning.wording import (
    NOT_KNOWN,
    fold,
    is_mark,
    is_nothing,
    is_nothing_yet,
    says_done,
    says_not_yet,
)
from data_access.importing.stages.meaning.words import meaning, nearest, yes_or_no
from data_access.importing.stages.questions import Question
from data_access.importing.stages.recipe import DAY_FIRST, MONTH_FIRST, Recipe
from data_access.importing.stages.values.distinct_cells import distinct_cells
from data_access.ledger.entry import GREATEST_INTEGER, MISSING_VALUES, is_missing

OK, NOTHING_YET, MARK, ASK, BAD = "ok", "nothing", "mark", "ask", "bad"

ReadText = Callable[[str, int, int], tuple[object, str]]
"""Reads one text of a column: (text, kind, how often it comes) → (value, state)."""

# Fields that say when something began: of a month or span they take the first day, all other days
# the last (rule 1 of the shared cases).
_BEGINS = frozenset(
    {"received", "opened", "held", "found", "audited", "period_start", "month", "started"}
)

# Fields that are said in the same words as another: what a person said of one holds for both.
_SAME_WORDS = {"moderator_grade": "auditor_grade"}

# Days by which something is to be done: of those, "completed" says nothing.
_DUE = frozenset({"answer_due", "due", "remedy_due"})

# Fields whose text names something: "tbc" is no name.
_NAMES = frozenset({"reference", "team", "role", "owner"})

PROBLEM_SCHEMA: dict[str, pl.DataType] = {
    "line": pl.Int64(),
    "field": pl.String(),
    "column": pl.String(),
    "value": pl.String(),
    "problem": pl.String(),
    "mend": pl.String(),
}
_SHOWN = 60


@dataclass(frozen=True)
class Word:
    """A word of a closed list as it stands in the file. value: what it is taken to mean, "" for
    nothing known; None where it has to be asked. told: a person said so."""

    field: str
    column: str
    word: str
    count: int
    value: str | None
    told: bool = False
    suggestion: str | None = None


@dataclass(frozen=True)
class Read:
    """A column read. values: typed, null where there is none. states: OK, NOTHING_YET, MARK, ASK or
    BAD for each line; null where the cell is empty."""

    values: pl.Series
    states: pl.Series
    problem: str = ""
    mend: str = ""


@dataclass
class Log:
    """What reading found out on the way: words, questions, notes, and problems by line; and what it
    goes by."""

    words: list[Word] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[pl.DataFrame] = field(default_factory=list)
    file_month_first: bool | None = None  # the order that the file's columns of days show
    teams: tuple[str, ...] = ()  # names of teams that are held

    def problem_lines(self) -> pl.DataFrame:
        """All problems (PROBLEM_SCHEMA)."""
        return pl.concat([pl.DataFrame(schema=PROBLEM_SCHEMA), *self.problems])


def rough_note(spec: FieldSpec, header: str, words: Iterable[Word]) -> str | None:
    """Which day is taken of months, quarters and spans in a column; None where there are none."""
    rough = [
        word.word
        for word in words
        if word.column == header and word.field == spec.name and word.value and not word.told
    ]
    if not rough:
        return None
    which = "last" if ends(spec.name) else "first"
    listed = ", ".join(f"'{word}'" for word in rough[:4])
    return f"{header}: of a month, quarter or span, such as {listed}, the {which} day is taken"


def ends(name: str) -> bool:
    """Whether a day's field takes the last day of a month or span."""
    return name not in _BEGINS


def read_column(
    spec: FieldSpec,
    header: str,
    texts: pl.Series,
    kinds: pl.Series | None,
    recipe: Recipe,
    log: Log,
    *,
    themes: Mapping[str, str] | None = None,
) -> Read:
    """Read a column as a field. Words and questions go to the log; problems are the caller's to
    add, as it knows which lines count."""
    problem, mend = _what_is_wrong(spec)
    if _is_bare_text(spec) and not recipe.words.get(spec.name):
        return Read(*_bare_texts(spec, texts.cast(pl.String)), problem, mend)
    counted, places = distinct_cells(texts.cast(pl.String), kinds)
    values: list[object] = []
    states: list[str] = []
    reader = _reader(spec, header, counted, recipe, log, themes)
    for text, kind, times in counted.iter_rows():
        value, state = reader(text, kind, times)
        values.append(value)
        states.append(state)
    return Read(
        pl.Series("value", values, dtype=_kept_type(spec), strict=False).gather(places),
        pl.Series("state", states, dtype=pl.String).gather(places),
        problem,
        mend,
    )


def _is_bare_text(spec: FieldSpec) -> bool:
    """Whether a field takes any text as it is. Evidence that is still to come is none."""
    if spec.name == "impact":
        return False
    read = spec.refers_to == "theme" or (spec.name == "statement" and spec.refers_to == "statement")
    return spec.python_type is str and not (spec.is_list or spec.choices or read)


def _bare_texts(spec: FieldSpec, texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    """The texts, and their states, all at once: a reference is another one in each row."""
    nothing = is_missing(texts.str.strip_chars())
    if spec.name in _NAMES:
        said = texts.str.strip_chars().str.strip_chars(".!*").str.to_lowercase()
        nothing |= said.is_in([*MISSING_VALUES, *NOT_KNOWN, ""]).fill_null(value=False)
    states = pl.select(
        pl.when(nothing).then(pl.lit(NOTHING_YET)).when(texts.is_not_null()).then(pl.lit(OK))
    ).to_series()
    return texts.set(nothing, None).alias("value"), states.alias("state")


def problems_of(
    spec: FieldSpec, header: str, lines: pl.Series, texts: pl.Series, read: Read
) -> pl.DataFrame:
    """The lines whose text is wrong or has to be asked (PROBLEM_SCHEMA)."""
    wrong = read.states.is_in([BAD, ASK]).fill_null(value=False)
    if not wrong.any():
        return pl.DataFrame(schema=PROBLEM_SCHEMA)
    return pl.DataFrame({"line": lines.filter(wrong), "value": texts.filter(wrong)}).select(
        pl.col("line").cast(pl.Int64),
        field=pl.lit(spec.name),
        column=pl.lit(header),
        value=pl.col("value").cast(pl.String).str.slice(0, _SHOWN),
        problem=pl.lit(read.problem),
        mend=pl.lit(read.mend),
    )


def empty_problems(
    spec: FieldSpec,
    header: str,
    lines: pl.Series,
    missing: pl.Series,
    texts: pl.Series | None = None,
) -> pl.DataFrame:
    """The lines in which a needed field is empty (PROBLEM_SCHEMA)."""
    if not missing.any():
        return pl.DataFrame(schema=PROBLEM_SCHEMA)
    values = texts.filter(missing).cast(pl.String) if texts is not None else None
    return (
        pl.DataFrame({"line": lines.filter(missing)})
        .select(
            pl.col("line").cast(pl.Int64),
            field=pl.lit(spec.name),
            column=pl.lit(header),
            value=(
                pl.lit("")
                if values is None
                else pl.Series(values).fill_null("").str.slice(0, _SHOWN)
            ),
            problem=pl.lit("is empty"),
            mend=pl.lit("This has to be filled in."),
        )
        .cast(pl.Schema(PROBLEM_SCHEMA))
    )


def _kept_type(spec: FieldSpec) -> pl.DataType:
    return pl.String() if spec.is_list else spec.polars_type


def _what_is_wrong(spec: FieldSpec) -> tuple[str, str]:
    listed = ", ".join(spec.label_of(choice) for choice in spec.choices)
    if spec.choices and spec.is_list:
        mend = f"Write some of these, separated by semicolons: {listed}."
        return "has a word that this field does not take", mend
    if spec.choices:
        return "is not one of the words this field takes", f"Write one of: {listed}."
    if spec.python_type is date:
        return "is not a date", "Write day/month/year, such as 31/03/2026."
    if spec.python_type is bool:
        return "is neither yes nor no", "Write yes or no."
    if spec.labels:  # a number that has words, such as a grade
        said = ", ".join(label for _, label in spec.labels)
        return f"is not a number{_between(spec)}", f"Write a number{_between(spec)}: {said}."
    if spec.python_type is int:
        return f"is not a whole number{_between(spec)}", "Write a whole number, such as 12."
    if spec.python_type is float:
        return f"is not a number{_between(spec)}", "Write a number, such as 12."
    return "cannot be read", "Write it in another way."


def _between(spec: FieldSpec) -> str:
    low, high = spec.minimum, spec.maximum
    if low is not None and high is not None:
        return f" from {low:g} to {high:g}"
    if low is not None:
        return f" of {low:g} or more"
    return "" if high is None else f" of {high:g} or less"


def _reader(
    spec: FieldSpec,
    header: str,
    counted: pl.DataFrame,
    recipe: Recipe,
    log: Log,
    themes: Mapping[str, str] | None,
) -> ReadText:
    """The function that reads one text of the column: (text, kind, times) → (value, state)."""
    if spec.refers_to == "theme":
        return _theme_reader(spec, header, recipe, log, themes or {})
    if spec.name == "statement" and spec.refers_to == "statement":
        return _statement_reader(spec, header, recipe, log)
    if spec.is_list:
        return _list_reader(spec, header, recipe, log)
    if spec.choices:
        return _choice_reader(spec, header, recipe, log)
    if spec.python_type is date:
        return _day_reader(spec, header, counted, recipe, log)
    if spec.python_type is bool:
        return _bool_reader(spec, header, recipe, log)
    if spec.python_type in (int, float):
        return _number_reader(spec, header, counted, recipe, log)
    return _text_reader(spec, recipe)


def _asked(spec: FieldSpec, header: str, log: Log, text: str, times: int) -> tuple[object, str]:
    """A word that nobody knows: asked once for all its rows."""
    suggestion = nearest(spec, text)
    log.words.append(Word(spec.name, header, text, times, None, suggestion=suggestion))
    return None, ASK


def _choice_reader(spec: FieldSpec, header: str, recipe: Recipe, log: Log) -> ReadText:
    whole = spec.name in {"course", "question"}

    def read(text: str, _kind: int, times: int) -> tuple[object, str]:
        told = recipe.word(spec.name, text)
        if told is not None:
            value = spec.value_of(told) if told else None
            if told and value is None:
                return None, BAD
            log.words.append(Word(spec.name, header, text, times, value or "", told=True))
            return value, OK if value else NOTHING_YET
        found = meaning(spec, text, whole=whole)
        if found is not None:
            log.words.append(Word(spec.name, header, text, times, found.value))
            return found.value, OK
        if is_nothing_yet(text) or is_mark(text):
            log.words.append(Word(spec.name, header, text, times, ""))
            return None, NOTHING_YET
        return _asked(spec, header, log, text, times)

    return read


def _statement_reader(spec: FieldSpec, header: str, recipe: Recipe, log: Log) -> ReadText:
    def read(text: str, _kind: int, times: int) -> tuple[object, str]:
        told = recipe.word(spec.name, text)
        if told is not None:
            value = statement_named(told) if told else None
            log.words.append(Word(spec.name, header, text, times, value or "", told=True))
            return value, OK if value else NOTHING_YET
        value = statement_named(text)
        if value is None and (is_nothing_yet(text) or theme_named(text)):
            log.words.append(Word(spec.name, header, text, times, ""))
            return None, NOTHING_YET
        if value is None:
            log.words.append(Word(spec.name, header, text, times, None))
            return None, ASK
        log.words.append(Word(spec.name, header, text, times, value))
        return value, OK

    return read


_BULLET = re.compile(r"^\s*(?:[•●▪◦‣·*–—-]|\(?\d{1,2}[.)]|[o]\s)\s*(?=\S)")


def list_parts(text: str) -> list[str]:
    """The parts of a list in a cell: cut at semicolons and line breaks, without bullets."""
    parts = re.split(r"[;\n|]|(?:^|\s)[•●▪‣]", text)
    cleaned = [_BULLET.sub("", part).strip().strip(",") for part in parts]
    return [part for part in dict.fromkeys(cleaned) if part]


def _list_reader(spec: FieldSpec, header: str, recipe: Recipe, log: Log) -> ReadText:
    def read(text: str, _kind: int, times: int) -> tuple[object, str]:
        if is_nothing(text):
            return None, NOTHING_YET
        values, state = [], OK
        for part in list_parts(text) if not spec.choices else _choice_parts(spec, text):
            told = recipe.word(spec.name, part)
            if told is not None:
                if told:
                    values.append(told)
                continue
            if not spec.choices:
                values.append(part)
                continue
            found = meaning(spec, part)
            log.words.append(Word(spec.name, header, part, times, found.value if found else None))
            if found is None:
                state = ASK
            else:
                values.append(found.value)
        return ("; ".join(dict.fromkeys(values)) or None), state

    return read


def _choice_parts(spec: FieldSpec, text: str) -> list[str]:
    """Parts of a list of known words; commas and 'and' cut too, where the parts are known then."""
    parts = list_parts(text)
    if all(meaning(spec, part) for part in parts):
        return parts
    finer = [piece.strip() for part in parts for piece in re.split(r",|\band\b|&|/", part)]
    finer = [piece for piece in finer if piece]
    return finer if finer and all(meaning(spec, piece) for piece in finer) else parts


def _theme_reader(
    spec: FieldSpec, header: str, recipe: Recipe, log: Log, themes: Mapping[str, str]
) -> ReadText:
    """Themes are words of the codebook; others are shown, and left out until a person says."""

    def read(text: str, _kind: int, times: int) -> tuple[object, str]:
        if is_nothing(text):
            return None, NOTHING_YET
        values = []
        for part in list_parts(text):
            told = recipe.word(spec.name, part)
            known = told if told is not None else themes.get(fold(part.replace("_", " ")))
            if known is None and not re.search(r"[a-z]\s[a-z].*\s", part):
                pieces = [themes.get(fold(piece)) for piece in re.split(r"[,/]", part)]
                known = "; ".join(p for p in pieces if p) or None
            if known:
                values.append(known)
            word = Word(spec.name, header, part[:_SHOWN], times, known or "", told is not None)
            log.words.append(word)
        values = values if spec.is_list else values[:1]
        return ("; ".join(dict.fromkeys(values)) or None), OK

    return read


def _bool_reader(spec: FieldSpec, header: str, recipe: Recipe, log: Log) -> ReadText:
    def read(text: str, _kind: int, times: int) -> tuple[object, str]:
        told = recipe.word(spec.name, text)
        if told is not None:
            return (yes_or_no(told), OK) if told else (None, NOTHING_YET)
        value = yes_or_no(text)
        if value is None and read_span(text) is not None:
            value = True  # the day on which it was done
        if value is None and is_nothing_yet(text):
            return None, NOTHING_YET
        if value is None:
            log.words.append(Word(spec.name, header, text, times, None))
            return None, ASK
        log.words.append(Word(spec.name, header, text, times, "yes" if value else "no"))
        return value, OK

    return read


def order_of_file(columns: Iterable[tuple[pl.Series, pl.Series | None]]) -> bool | None:
    """Whether the columns of days of a file are written month first: what those that show it
    agree on; None where none shows it, or they do not agree."""
    shown = set()
    for texts, kinds in columns:
        frame = texts.cast(pl.String).alias("text").to_frame()
        if kinds is not None:
            frame = frame.filter(~kinds.is_in([DAY, MONTH]))
        order = says_month_first(frame.get_column("text").drop_nulls().unique().to_list())
        if order is not None:
            shown.add(order)
    return shown.pop() if len(shown) == 1 else (False if shown else None)


def month_first(header: str, counted: pl.DataFrame, recipe: Recipe, log: Log) -> bool:
    """Whether the days of a column that are numbers alone are written month first. Asks where real
    days stand beside texts of another order."""
    texts = [
        t for t, kind in counted.select("text", "kind").iter_rows() if kind not in {DAY, MONTH}
    ]
    real = [t for t, kind in counted.select("text", "kind").iter_rows() if kind == DAY]
    written = [parts for parts in map(day_parts, texts) if parts is not None]
    shown = says_month_first(texts)
    if recipe.date_order:
        return recipe.date_order == MONTH_FIRST
    turned = any(fold(header) == fold(name) for name in recipe.turned_round)
    if not turned and real and written:
        low = [day for day in real if int(day[8:10]) <= 12]
        beyond = [parts for parts in written if parts[0] > 12]
        if len(low) == len(real) >= 3 and len(beyond) == len(written) >= 3:
            log.questions.append(
                Question(
                    "dates",
                    f"dates.turned_round: '{header}'",
                    f"{header}: {len(real)} cells are dates and none of them has a day above 12; "
                    f"{len(written)} are text and all have a day above 12: day and month of the "
                    "dates may have been turned round. Were they?",
                    column=header,
                    choices=(f'turned_round = ["{header}"]', f'order = "{DAY_FIRST}"'),
                )
            )
        elif shown:
            log.questions.append(
                Question(
                    "dates",
                    f"dates.order: '{header}'",
                    f"{header}: some cells are dates, others are text with the month first. In "
                    "which order are the texts written?",
                    column=header,
                    choices=(f'order = "{DAY_FIRST}"', f'order = "{MONTH_FIRST}"'),
                )
            )
    if (
        shown
        and log.file_month_first is False
        and 2 * sum(b > 12 for _, b in written) <= len(written)
    ):
        log.notes.append(f"'{header}' is read day first, like the other columns of the file")
        return False
    if shown is None and log.file_month_first and written:
        log.notes.append(f"'{header}' is read month first, like the other columns of the file")
        return True
    if shown:
        log.notes.append(f"'{header}' is read month first: a number above 12 stands second")
    elif written and shown is None and all(a <= 12 and b <= 12 for a, b in written):
        log.notes.append(f"'{header}': no day above 12, taken as day first")
    return bool(shown)


def _day_reader(
    spec: FieldSpec, header: str, counted: pl.DataFrame, recipe: Recipe, log: Log
) -> ReadText:
    first = month_first(header, counted, recipe, log)
    turned = any(fold(header) == fold(name) for name in recipe.turned_round)
    last = ends(spec.name)

    def read(text: str, kind: int, times: int) -> tuple[object, str]:
        told = recipe.word(spec.name, text)
        if told is not None:
            span = read_span(told) if told else None
            if told and span is None:
                return None, BAD
            log.words.append(Word(spec.name, header, text, times, told, told=True))
            return (span.last if last else span.first, OK) if span else (None, NOTHING_YET)
        span = read_span(text, month_first=first and kind != DAY)
        if span is None and (
            says_not_yet(text)
            or is_nothing_yet(text)
            or yes_or_no(text) is not None
            or (says_done(text) and spec.name in _DUE)
        ):
            log.words.append(Word(spec.name, header, text, times, ""))
            if says_done(text) and spec.name not in _DUE:
                log.notes.append(
                    f"'{text}' in {header} says that it was done and not when, so no day is kept: "
                    f"{times}"
                )
            return None, NOTHING_YET
        if span is None and is_mark(text):
            return None, NOTHING_YET
        if span is None:
            log.words.append(Word(spec.name, header, text, times, None))
            return None, BAD
        day = span.last if last else span.first
        if turned and kind == DAY and day.day <= 12:
            day = day.replace(day=day.month, month=day.day)
        if span.rough:
            log.words.append(Word(spec.name, header, text, times, day.isoformat()))
        if spec.name == "month":
            day = day.replace(day=1)
        return day, OK

    return read


def _number_reader(
    spec: FieldSpec, header: str, counted: pl.DataFrame, recipe: Recipe, log: Log
) -> ReadText:
    share = _share(spec, header, counted, recipe, log)

    def read(text: str, kind: int, times: int) -> tuple[object, str]:
        told = recipe.word(spec.name, text)
        if told is None and spec.name in _SAME_WORDS:
            told = recipe.word(_SAME_WORDS[spec.name], text)
        if told is not None:
            log.words.append(Word(spec.name, header, text, times, told, told=True))
            text = told
            if not told:
                return None, NOTHING_YET
        number = read_number(text)
        if number is None and spec.words:
            found = meaning(spec, text)
            if found is not None:
                log.words.append(Word(spec.name, header, text, times, found.value))
                number = read_number(found.value)
        if number is None:
            if is_mark(text) and text.casefold() not in MISSING_VALUES:
                return None, MARK
            if is_nothing_yet(text):
                return None, NOTHING_YET
            log.words.append(Word(spec.name, header, text, times, None))
            return None, ASK if spec.words else BAD
        value = number.value
        if share and not number.percent and kind != PERCENT:
            value = round(value * 100, 10)
        if spec.python_type is int:
            if number.percent or value != round(value) or abs(value) > GREATEST_INTEGER:
                return None, BAD
            value = int(value)
        low, high = spec.minimum, spec.maximum
        if (low is not None and value < low) or (high is not None and value > high):
            return None, BAD
        return value, OK

    return read


def _share(spec: FieldSpec, header: str, counted: pl.DataFrame, recipe: Recipe, log: Log) -> bool:
    """Whether bare numbers of a percentage are shares of one: asked where all are 1 or less."""
    if spec.unit != "percent":
        return False
    for said, share in recipe.percent.items():
        if fold(said) == fold(header):
            return bool(share)
    bare = [
        number.value
        for text, kind in counted.select("text", "kind").iter_rows()
        if kind != PERCENT and (number := read_number(text)) is not None and not number.percent
    ]
    if bare and all(0 <= value <= 1 for value in bare) and any(0 < value < 1 for value in bare):
        log.questions.append(
            Question(
                "numbers",
                f"numbers: '{header}'",
                f"{header}: the numbers are between 0 and 1. Is {bare[0]:g} {bare[0] * 100:g} "
                f"percent, or {bare[0]:g} percent?",
                column=header,
                choices=(f'"{header}" = "share"', f'"{header}" = "percent"'),
            )
        )
    return False


_NO_EVIDENCE = re.compile(r"(?i)\s*(?:none|nothing|nil|no evidence)\b.{0,20}")


def _text_reader(spec: FieldSpec, recipe: Recipe) -> ReadText:
    def read(text: str, _kind: int, _times: int) -> tuple[object, str]:
        told = recipe.word(spec.name, text)
        if told is not None:
            return (told, OK) if told else (None, NOTHING_YET)
        if text.strip().casefold() in MISSING_VALUES:
            return None, NOTHING_YET
        if spec.name == "impact" and (is_nothing_yet(text) or _NO_EVIDENCE.fullmatch(text)):
            return None, NOTHING_YET  # what is still to come is no evidence
        if spec.name in _NAMES and is_nothing(text):
            return None, NOTHING_YET
        return text, OK

    return read


_CHOICES = {"answer": ANSWERS}  # words of columns that are no fields


def unknown_themes(log: Log, name: str, header: str) -> list[Word]:
    """Words of a column of themes that are in no codebook, and of which nobody said anything."""
    return [
        word
        for word in log.words
        if (word.field, word.column, word.value, word.told) == (name, header, "", False)
    ]


def word_questions(dataset: Dataset, log: Log) -> list[Question]:
    """Words that have to be asked, one question a column. Words that are no themes may be said."""
    themes = {spec.name for spec in dataset.fields if spec.refers_to == "theme"}
    asked: dict[tuple[str, str], list[Word]] = {}
    for word in log.words:
        if word.value is None or (word.field in themes and not word.value and not word.told):
            asked.setdefault((word.field, word.column), []).append(word)
    questions = []
    for (name, column), all_words in asked.items():
        same = {word.word for (other, _), said in asked.items() for word in said
                if other == _SAME_WORDS.get(name)}  # fmt: skip
        words = [word for word in all_words if word.word not in same]
        if not words:
            continue
        spec = dataset.spec(name) if name in dataset.columns else None
        if name in themes:
            questions.append(_theme_question(column, name, words))
            continue
        needed = spec is None or bool(spec.choices) or spec.python_type is bool or bool(spec.words)
        listed = ", ".join(f"'{word.word}' ×{word.count}" for word in words[:8])
        label = spec.label if spec else name
        questions.append(
            Question(
                "words",
                f"words.{name}: " + ", ".join(f"'{word.word}'" for word in words[:8]),
                f"{column}: what do these mean as {label.lower()}? {listed}",
                column=column,
                field=name,
                words=tuple(word.word for word in words),
                choices=spec.choices if spec else _CHOICES.get(name, ()),
                needed=needed or name in {"statement", "year"},
            )
        )
    return questions


def _theme_question(column: str, name: str, words: list[Word]) -> Question:
    listed = ", ".join(f"'{word.word}' ×{word.count}" for word in words[:8])
    return Question(
        "words",
        f"words.{name}: " + ", ".join(f"'{word.word}'" for word in words[:8]),
        f"{column}: which themes of the codebook are these? {listed}",
        column=column,
        field=name,
        words=tuple(word.word for word in words),
        needed=False,
    )
