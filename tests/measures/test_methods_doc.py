"""docs/methods.md explains every measure, and nothing that is not there."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator

import pytest

import measures
from measures.process_control.charts import ASSURANCES, MEANINGS, SPECIAL_CAUSES
from measures.statistics.agreement import AGREEMENTS
from measures.statistics.comparison import DIFFERENCE_VERDICTS, FUNNEL_VERDICTS, VERDICTS
from measures.statistics.time_to_close import CLOSING_VERDICTS
from tests.paths import ROOT

DOC = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### `([\w.]+)`\n(.*?)(?=^##|\Z)", DOC, re.MULTILINE | re.DOTALL))
SHARED = {
    "statistics.columns",
    "statistics.comparison_wording",
    "disclosure.deduction",
    "statistics.exact_tests",
    "statistics.intervals",
    "disclosure.margins",
    "process_control.meaning",
    "ombudsman.scope",
    "process_control.series",
    "process_control.series_wording",
    "process_control.special_causes",
}
"""Modules of arithmetic that measures share; the document names them, not their functions."""


def public_functions() -> Iterator[tuple[str, str]]:
    """Give the module and name of every public function defined in `measures`, but for SHARED."""
    for found in pkgutil.walk_packages(measures.__path__, "measures."):
        if found.ispkg or found.name.removeprefix("measures.") in SHARED:
            continue
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            here = inspect.isfunction(value) and value.__module__ == module.__name__
            if here and not name.startswith("_"):
                yield module.__name__, name


def documented(module: str, name: str) -> list[str]:
    """Give the headings that explain a function, by its own name or where it is re-exported."""
    function = getattr(importlib.import_module(module), name)
    return [
        heading
        for heading in SECTIONS
        if heading.endswith(f".{name}")
        and getattr(importlib.import_module(heading.rpartition(".")[0]), name, None) is function
    ]


@pytest.mark.parametrize(("module", "name"), list(public_functions()))
def test_every_measure_is_explained(module: str, name: str) -> None:
    assert documented(module, name), f"docs/methods.md has no section on `{module}.{name}`"


@pytest.mark.parametrize("heading", list(SECTIONS))
def test_every_section_says_what_where_from_and_how_to_read_it(heading: str) -> None:
    module, _, name = heading.rpartition(".")
    assert callable(getattr(importlib.import_module(module), name))
    for label in ("**Formula.**", "**Source.**", "**How to read.**"):
        assert label in SECTIONS[heading], f"`{heading}` lacks {label}"


@pytest.mark.parametrize("module", sorted(SHARED))
def test_shared_arithmetic_is_named(module: str) -> None:
    importlib.import_module(f"measures.{module}")
    assert f"`measures.{module}`" in DOC


@pytest.mark.parametrize(
    "word",
    sorted(
        {
            *SPECIAL_CAUSES,
            *MEANINGS,
            *ASSURANCES,
            *VERDICTS,
            *DIFFERENCE_VERDICTS,
            *FUNNEL_VERDICTS,
            *AGREEMENTS,
            *CLOSING_VERDICTS,
        }
    ),
)
def test_every_verdict_is_explained(word: str) -> None:
    assert f"`{word}`" in DOC
