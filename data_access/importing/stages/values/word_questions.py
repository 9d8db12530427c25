"""Words that only a person can explain: one question a column."""

from __future__ import annotations

from data_access.datasets import Dataset
from data_access.importing.stages.meaning.answers import ANSWERS
from data_access.importing.stages.questions import Question
from data_access.importing.stages.values.log import Log, Word
from data_access.importing.stages.values.numbers import SAME_WORDS

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
                if other == SAME_WORDS.get(name)}  # fmt: skip
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
