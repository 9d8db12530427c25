"""The engine's questions in words a director would use, and the answers as parts of a recipe."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from components.widgets.importing.questions import WHOLE, Answers, Asked, Item
from data_access.datasets import DATASETS, Dataset
from data_access.errors import DataError
from data_access.importing.stages.columns.header_names import CANDIDATES
from data_access.importing.stages.inspect import not_shown, shown_text
from data_access.importing.stages.landing.kept_recipes import merged
from data_access.importing.stages.plan import Plan
from data_access.importing.stages.questions import Question
from data_access.importing.stages.recipe import NONE, Recipe, read_recipe
from data_access.snapshot import Snapshot
from pages.parts.data.bring_in.words import (
    choices_of,
    field_label,
    hint_of,
    written,
)
from vocabulary.wording import number_of, within

_FIRST, _SECOND, _APART = "first", "second", "apart"
KIND = "kind"  # whether a file is what it was most likely taken for
_UNSURE = 0.7
LEFT_OUT, COUNTS = "left out", "counts"
_ANOTHER = "Another question, kept in its own words"

_TURNED = "dates.turned_round"
_TITLES: Mapping[str, str] = {
    "wide": "What do the days in the columns of courses say?",
    "numbers": "Are the numbers in ‘{column}’ shares, or percentages already?",
    "empty": "What does an empty cell in ‘{column}’ say?",
    "dates": "How are the days in ‘{column}’ written?",
    _TURNED: "Were day and month turned round in ‘{column}’?",
}

# What the engine's choices mean, by the value they would put into a recipe.
_MEANS: Mapping[tuple[str, str], str] = {
    ("numbers", "share"): "A share of one: 0.8 means 80%",
    ("numbers", "percent"): "Already a percentage: 0.8 means 0.8%",
    ("rows", "keep"): "Yes, they count",
    ("rows", "leave out"): "No, leave them out",
    ("empty", "cleared"): "Cleared: take away what is held",
    ("empty", "unknown"): "Not known to this file: keep what is held",
    ("wide", "completed"): "The day on which the course was done",
    ("wide", "expires"): "The day until which it counts",
    ("wide", "status"): "Words that say whether it is done",
    ("dates", "day first"): "Day first: 03/04 is 3 April",
    ("dates", "month first"): "Month first: 03/04 is 4 March",
}


def asked_of(question: Question, plan: Plan, known: Snapshot) -> Asked:
    """A question of the engine as it is put on screen."""
    dataset = plan.reading.dataset
    ask = _WAYS.get(question.kind, _chosen)
    return ask(question, plan, dataset, known)


def answered(recipe: Recipe, question: Question, said: Mapping[str, str], plan: Plan) -> Recipe:
    """The recipe with what was answered. DataError, in one sentence, for an answer that cannot
    be."""
    if not said:
        return recipe
    keep = _ANSWERS.get(question.kind)
    if keep is None or (question.kind == "rows" and not question.words):
        return _with_choice(recipe, question.kind, said[WHOLE])
    return keep(recipe, question, said, plan.reading.dataset)


def with_words(recipe: Recipe, dataset: Dataset, name: str, said: Mapping[str, str]) -> Recipe:
    """The recipe with meanings of a field's words. DataError for one that cannot be read."""
    free = _free(dataset, name)
    given = {word: written(dataset, name, to) if free else to for word, to in said.items()}
    words = {**recipe.words, name: {**recipe.words.get(name, {}), **given}}
    return replace(recipe, words=words)


def open_questions(plan: Plan, put: set[str]) -> list[Question]:
    """What is still to be asked: what is needed, and what may be said and was not put yet; rows
    that wait to be mended are no reason to ask by themselves. As long as the kind of records is not
    known, nothing else is asked."""
    kind = [question for question in plan.questions if question.kind == "dataset"]
    if kind:
        return kind
    needed = [question for question in plan.questions if question.needed]
    lacking = any(question.kind == "columns" for question in needed)
    unsure = lacking or plan.reading.confidence < _UNSURE
    if needed and unsure and plan.recipe.dataset is None:
        needed.insert(0, _whether_kind())
    rest = [q for q in plan.questions if not q.needed and about(q) not in put]
    waiting = set(plan.reading.problems.get_column("field"))
    return needed + [q for q in rest if needed or q.field not in waiting]


def _whether_kind() -> Question:
    """Whether a file is what it was most likely taken for: asked with what else has to be asked."""
    names = tuple(dataset.name for dataset in CANDIDATES)
    return Question("dataset", KIND, "What kind of records are these?", choices=names, needed=False)


def about(question: Question) -> str:
    """What a question is about, whichever of its words are still open."""
    return f"{question.kind} {question.field} {question.column}"


def recipe_with(
    recipe: Recipe, questions: list[Question], answers: Answers, plan: Plan
) -> tuple[Recipe, str]:
    """The recipe with all answers, and what is wrong with one, or "". Another kind of records makes
    the other answers void."""
    kind = answers.get(KIND, {}).get(WHOLE)
    if kind is not None and kind != plan.reading.dataset.name:
        return Recipe(dataset=kind, sheets=recipe.sheets), ""
    for question in questions:
        try:
            recipe = answered(recipe, question, answers.get(question.key, {}), plan)
        except DataError as error:
            return recipe, str(error)
    return recipe, ""


def _kind(question: Question, plan: Plan, dataset: Dataset, known: Snapshot) -> Asked:
    choices = {
        name: f"{DATASETS[name].title}: one row is one {DATASETS[name].singular}"
        for name in question.choices
    }
    likely = question.key == KIND
    detail = (
        f"Most likely {within(dataset.title)}; if they are something else, all else is asked anew."
        if likely
        else "The file could be more than one kind."
    )
    return Asked(
        question.key,
        "What kind of records are these?",
        (Item(WHOLE, now=dataset.name if likely else None),),
        choices,
        detail=f"{detail} Its first rows are above.",
    )


def _column(question: Question, plan: Plan, dataset: Dataset, known: Snapshot) -> Asked:
    name = str(question.field)
    label = field_label(dataset, name)
    shown = samples_by_header(plan)
    columns = {
        header: f"{header}: {', '.join(shown[header])}" if shown.get(header) else header
        for header in question.choices
    }
    if NONE in columns:
        columns[NONE] = "No column: each row gets one of its own"
    if not question.key.startswith("columns or constants"):
        return Asked(
            question.key,
            f"Which column is the {within(label)}?",
            (Item(WHOLE),),
            columns,
            detail="Several columns could be it.",
        )
    values = {f"={value}": f"The same for all rows: {said}"
              for value, said in choices_of(dataset, name, known).items() if value}  # fmt: skip
    return Asked(
        question.key,
        f"Which column is the {within(label)}?",
        (Item(WHOLE),),
        {**columns, **values},
        detail=_about(dataset, name),
        hint="Choose a column" + ("" if values else ", or write what holds for all rows"),
        as_well=not values,
    )


def _constant(question: Question, plan: Plan, dataset: Dataset, known: Snapshot) -> Asked:
    name = str(question.field)
    choices = {value: said for value, said in choices_of(dataset, name, known).items() if value}
    told = {"scope": "Are these figures about adult social care, or about all services?"}
    return Asked(
        question.key,
        told.get(name, question.said),
        (Item(WHOLE),),
        choices,
        detail="The file does not say it. What you say holds for all its rows.",
        hint="Choose" if choices else hint_of(dataset, name),
    )


def _words(question: Question, plan: Plan, dataset: Dataset, known: Snapshot) -> Asked:
    name = str(question.field)
    counts = {w.word: w for w in plan.reading.words if w.field == name}
    if name == "team_kind":
        kinds = dataset.spec(name).label_of
        return Asked(
            question.key,
            "Which of these teams are specialist?",
            tuple(Item(team) for team in question.words),
            {"specialist": kinds("specialist"), "general": kinds("general")},
            detail="Specialist teams need training of their own, such as sensory, hospital or "
            "mental health teams. The others count as general. It is remembered.",
            ticked=True,
        )
    choices = dict(choices_of(dataset, name, known))
    if name == "question":
        choices["other"] = _ANOTHER
        return Asked(
            question.key,
            "Is any of these one of the standard questions?",
            tuple(Item(word, now="other") for word in question.words),
            choices,
            detail="Only the standard questions are compared with other years and councils.",
        )
    label = within(field_label(dataset, name))
    items = tuple(
        Item(
            word,
            number_of(counts[word].count, "row") if word in counts else "",
            perhaps=_perhaps(counts[word].suggestion, choices) if word in counts else "",
        )
        for word in question.words
    )
    where = f"In the column ‘{question.column}’. " if question.column else ""
    rest = (
        "Nothing is guessed: a word that is not known is never taken for no."
        if choices
        else f"{hint_of(dataset, name)}. What is left empty waits among the rows to mend."
    )
    title = f"What do these words mean as {label}?" if choices else _free_title(dataset, name)
    return Asked(question.key, title, items, choices, detail=f"{where}{rest}", hint=(
        "Choose" if choices else hint_of(dataset, name)))  # fmt: skip


def _free_title(dataset: Dataset, name: str) -> str:
    label = field_label(dataset, name)
    kind = dataset.spec(name).python_type if name in dataset.columns else str
    return f"{label}: which {'day' if kind is date else 'value'} is meant?"


def _teams(question: Question, plan: Plan, dataset: Dataset, known: Snapshot) -> Asked:
    return Asked(
        question.key,
        "Are these the same team under two spellings?",
        tuple(Item(_pair(*pair)) for pair in zip(question.words, question.choices, strict=False)),
        {
            _FIRST: "One team: keep the first name",
            _SECOND: "One team: keep the second name",
            _APART: "Two different teams",
        },
        detail="A team that is written in two ways would be counted as two. It is remembered.",
    )


def _pair(one: str, other: str) -> str:
    """Both names, as they stand between one pair of quotation marks."""
    return f"{one}’ and ‘{other}"


def _rows(question: Question, plan: Plan, dataset: Dataset, known: Snapshot) -> Asked:
    if not question.words:
        return _chosen(question, plan, dataset, known)
    counts = dict(zip(question.words, question.counts, strict=False))
    return Asked(
        question.key,
        f"Which of these count as {dataset.singular}s?",
        tuple(Item(word, number_of(counts.get(word, 0), "row")) for word in question.words),
        {COUNTS: f"Count as {dataset.singular}s", LEFT_OUT: "Leave these rows out"},
        detail=f"By the words in the column ‘{question.column}’.",
    )


def _chosen(question: Question, plan: Plan, dataset: Dataset, known: Snapshot) -> Asked:
    """A question whose choices are lines of a recipe."""
    choices = {line: _means(question, line) for line in question.choices}
    samples = samples_by_header(plan).get(question.column or "", ())
    turned = question.key.startswith(_TURNED)
    said, title = shown_text(question.said), _TITLES.get(_TURNED if turned else question.kind)
    return Asked(
        question.key,
        title.format(column=question.column or "these columns") if title else said,
        (Item(WHOLE),),
        choices,
        detail=said if title else "",
        samples=tuple(samples),
        hint="Choose" if choices else "As a line of a recipe",
    )


def _means(question: Question, line: str) -> str:
    try:
        [value] = tomllib.loads(line).values()
    except (tomllib.TOMLDecodeError, ValueError):
        return line
    if isinstance(value, list):
        return "Yes: exchange day and month in the dates of this column"
    if question.key.startswith(_TURNED):
        return "No: they are right as they are"
    return _MEANS.get((question.kind, str(value)), str(value))


def _with_choice(recipe: Recipe, kind: str, line: str) -> Recipe:
    part = read_recipe(f"[{kind}]\n{line}")
    turned = tuple(dict.fromkeys((*recipe.turned_round, *part.turned_round)))
    if kind == "wide" and not recipe.wide_across:
        part = replace(part, wide_across=part.wide_across or "course")
    return replace(merged(recipe, part), turned_round=turned)


def _with_kind(
    recipe: Recipe, question: Question, said: Mapping[str, str], dataset: Dataset
) -> Recipe:
    return replace(recipe, dataset=said[WHOLE])


def _with_constant(
    recipe: Recipe, question: Question, said: Mapping[str, str], dataset: Dataset
) -> Recipe:
    name = str(question.field)
    given = written(dataset, name, said[WHOLE])
    if not given:
        raise DataError("This has to be known before the rows can come in.")
    return replace(recipe, constants={**recipe.constants, name: given})


def _with_meanings(
    recipe: Recipe, question: Question, said: Mapping[str, str], dataset: Dataset
) -> Recipe:
    return with_words(recipe, dataset, str(question.field), said)


def _with_teams(
    recipe: Recipe, question: Question, said: Mapping[str, str], dataset: Dataset
) -> Recipe:
    teams: dict[str, str] = {}
    for one, other in zip(question.words, question.choices, strict=False):
        to = said.get(_pair(one, other))
        if to == _FIRST:
            teams[other] = one
        elif to == _SECOND:
            teams[one] = other
        elif to == _APART:
            teams |= {name: name for name in (one, other) if name not in teams}
    return replace(recipe, teams={**recipe.teams, **teams})


def _with_rows(
    recipe: Recipe, question: Question, said: Mapping[str, str], dataset: Dataset
) -> Recipe:
    if set(said) != set(question.words):
        raise DataError("Say of each word whether its rows count or are left out.")
    gone = tuple(word for word, to in said.items() if to == LEFT_OUT)
    return replace(recipe, leave_out={**recipe.leave_out, str(question.column): gone})


def _with_column(
    recipe: Recipe, question: Question, said: Mapping[str, str], dataset: Dataset
) -> Recipe:
    name, value = str(question.field), said[WHOLE]
    if value == NONE and NONE in question.choices:
        return replace(recipe, constants={**recipe.constants, name: NONE})
    if value in question.choices:
        return replace(recipe, columns={**recipe.columns, value: name})
    given = value.removeprefix("=") if value.startswith("=") else written(dataset, name, value)
    if not given:
        raise DataError("Choose a column, or say what holds for all rows.")
    return replace(recipe, constants={**recipe.constants, name: given})


def samples_by_header(plan: Plan) -> dict[str, tuple[str, ...]]:
    """Three values of each column that may be shown."""
    hidden = not_shown(plan)
    return {
        each.header: tuple(shown_text(text)[:40] for text in each.samples)
        for each in plan.reading.columns
        if each.header not in hidden
    }


def _free(dataset: Dataset, name: str) -> bool:
    if name == "status" and name not in dataset.columns:
        return False
    if name not in dataset.columns:
        return True
    spec = dataset.spec(name)
    closed = spec.choices or spec.words or spec.python_type is bool
    return not closed and name not in {"statement", "themes", "scope"}


def _perhaps(suggestion: str | None, choices: Mapping[str, str]) -> str:
    if suggestion is None:
        return ""
    return within(choices.get(str(suggestion), ""))


def _about(dataset: Dataset, name: str) -> str:
    return dataset.spec(name).description if name in dataset.columns else ""


_WAYS = {
    "dataset": _kind,
    "columns": _column,
    "constants": _constant,
    "words": _words,
    "teams": _teams,
    "rows": _rows,
}
_ANSWERS = {
    "dataset": _with_kind,
    "columns": _with_column,
    "constants": _with_constant,
    "words": _with_meanings,
    "teams": _with_teams,
    "rows": _with_rows,
}
