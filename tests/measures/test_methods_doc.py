"""docs/methods.md explains every measure, and nothing that is not there or that nobody uses."""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from typing import TypeGuard

import pytest

import measures
from measures.equity.groups import GroupVerdict
from measures.indicators.before_after import Since
from measures.indicators.outlook import Outlook
from measures.indicators.standings import StandingVerdict
from measures.process_control.series_wording import Assurance
from measures.process_control.special_causes import Meaning, SpecialCause
from measures.statistics.agreement import Agreement
from measures.statistics.comparison_wording import AgainstExpected, DifferenceVerdict
from measures.statistics.funnel import FunnelVerdict
from measures.statistics.time_to_close import ClosingVerdict
from tests.paths import ROOT

DOC = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### `([\w.]+)`\n(.*?)(?=^##|\Z)", DOC, re.MULTILINE | re.DOTALL))
SHARED = {
    "statistics.columns",
    "statistics.comparison_wording",
    "disclosure.deduction",
    "statistics.distributions",
    "statistics.exact_tests",
    "statistics.intervals",
    "statistics.kept",
    "disclosure.controlled_rounding",
    "disclosure.corrections",
    "disclosure.count_tables",
    "disclosure.families",
    "disclosure.linked",
    "disclosure.margins",
    "editions.counted",
    "editions.periods",
    "indicators.declared",
    "indicators.dispersion",
    "indicators.events",
    "indicators.figures",
    "ombudsman.scope",
    "process_control.series",
    "process_control.series_wording",
    "process_control.special_causes",
}
"""Modules of arithmetic that measures share; the document names them, not their functions."""
ROOMS = ("components", "reports", "pages")


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


@cache
def used() -> set[str]:
    """Give the dotted names that exhibits, documents or pages use, directly or through others."""
    uses: dict[str, set[str]] = {}
    for path in (ROOT / "measures").rglob("*.py"):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for statement in tree.body:
            for name in _defined(statement):
                uses[f"{module}.{name}"] = _dotted(
                    statement, {**_own(module, tree), **_imports(tree)}
                )
    reached: set[str] = set()
    ahead = set()
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            ahead |= _dotted(tree, _imports(tree))
    while ahead:
        reached |= ahead
        ahead = {name for one in ahead for name in uses.get(one, ())} - reached
    return reached


def _defined(statement: ast.stmt) -> list[str]:
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return [statement.name]
    return [node.id for node in ast.walk(statement) if _is_target(node)]


def _is_target(node: ast.AST) -> TypeGuard[ast.Name]:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def _own(module: str, tree: ast.Module) -> dict[str, str]:
    return {name: f"{module}.{name}" for line in tree.body for name in _defined(line)}


def _imports(tree: ast.Module) -> dict[str, str]:
    return {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def _dotted(tree: ast.AST, names: dict[str, str]) -> set[str]:
    """Give what is named in code, by its full name: imported itself, or as part of a module."""
    found = {names[n.id] for n in ast.walk(tree) if isinstance(n, ast.Name) and n.id in names}
    parts = {
        f"{names[n.value.id]}.{n.attr}"
        for n in ast.walk(tree)
        if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name) and n.value.id in names
    }
    return found | parts


@pytest.mark.parametrize(("module", "name"), list(public_functions()))
def test_every_measure_is_used(module: str, name: str) -> None:
    assert f"{module}.{name}" in used(), f"nothing shows what `{module}.{name}` gives"


@pytest.mark.parametrize(("module", "name"), list(public_functions()))
def test_every_measure_is_explained(module: str, name: str) -> None:
    assert f"{module}.{name}" in SECTIONS, f"docs/methods.md has no section on `{module}.{name}`"


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
            *SpecialCause,
            *Meaning,
            *Assurance,
            *AgainstExpected,
            *DifferenceVerdict,
            *FunnelVerdict,
            *Agreement,
            *ClosingVerdict,
            *Since,
            *Outlook,
            *GroupVerdict,
            *StandingVerdict,
            *Outlook,
            *GroupVerdict,
        }
    ),
)
def test_every_verdict_is_explained(word: str) -> None:
    assert f"`{word}`" in DOC
