"""Every rule broken on purpose, one at a time: some test has to notice.

Each case changes one piece of a measure's source, puts the changed functions in place of the real
ones, and runs the tests of that measure until one fails.
"""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from pathlib import Path
from types import ModuleType

import pytest

from measures.disclosure import suppression
from measures.process_control import attribute_charts, special_causes
from measures.process_control import charts as process_control
from measures.statistics import agreement, comparison, exact_tests, funnel, intervals, time_to_close
from tests.measures.disclosure import test_suppression
from tests.measures.process_control import test_attribute_charts, xmr_reference
from tests.measures.process_control import test_charts as test_process_control
from tests.measures.statistics import (
    test_agreement,
    test_comparison,
    test_funnel,
    test_time_to_close,
)

Check = Callable[[], None]


def cases_of(function: Check) -> Iterator[Check]:
    """Call a test once, or once for each of its parameters."""
    choices = []
    for mark in getattr(function, "pytestmark", []):
        if mark.name == "parametrize":
            names = [mark.args[0]] if isinstance(mark.args[0], str) else list(mark.args[0])
            rows = [(row,) if len(names) == 1 else row for row in mark.args[1]]
            choices.append([dict(zip(names, row, strict=True)) for row in rows])
    for chosen in product(*choices):
        yield partial(function, **{k: v for part in chosen for k, v in part.items()})


def checks_in(module: ModuleType) -> list[Check]:
    """Give a module's tests, apart from those on random examples, once for each parameter."""
    tests = [
        value
        for name, value in vars(module).items()
        if name.startswith("test_") and callable(value) and not hasattr(value, "hypothesis")
    ]
    return [case for test in tests for case in cases_of(test)]


XMR = [
    lambda: xmr_reference.check_all(process_control),
    *checks_in(test_process_control),
]
CHARTS = checks_in(test_attribute_charts)
COMPARISON = checks_in(test_comparison)
FUNNEL = [lambda: test_funnel.check_funnel(funnel), *checks_in(test_funnel)]
AGREEMENT = checks_in(test_agreement)
CLOSING = checks_in(test_time_to_close)
SUPPRESSION = checks_in(test_suppression)

BROKEN = [
    # Process control
    (special_causes, "LIMIT_FACTOR: Final = 2.66", "LIMIT_FACTOR: Final = 2.65", XMR),
    (special_causes, "NEAR_SHARE: Final = 2 / 3", "NEAR_SHARE: Final = 0.65", XMR),
    (special_causes, "SCREEN_FACTOR: Final = 3.267", "SCREEN_FACTOR: Final = 3.3", XMR),
    (special_causes, "SHIFT_POINTS: Final = 7", "SHIFT_POINTS: Final = 8", XMR),
    (special_causes, "SHIFT_POINTS: Final = 7", "SHIFT_POINTS: Final = 6", XMR),
    (special_causes, "TREND_STEPS: Final = 6", "TREND_STEPS: Final = 7", XMR),
    (special_causes, "TREND_STEPS: Final = 6", "TREND_STEPS: Final = 5", XMR),
    (special_causes, "NEAR_POINTS: Final = 2", "NEAR_POINTS: Final = 3", XMR),
    (special_causes, "NEAR_POINTS: Final = 2", "NEAR_POINTS: Final = 1", XMR),
    (special_causes, "EQUAL_WITHIN: Final = 1e-12", "EQUAL_WITHIN: Final = 0.0", XMR),
    (special_causes, "if screen:", "if False:", XMR),
    (special_causes, "if screen:", "if True:", XMR),
    (special_causes, "moving_range < cut", "moving_range <= cut + 1e-6", XMR),
    (special_causes, "screened > equal", "screened >= 0", XMR),
    (special_causes, "distance > reach + equal", "distance > reach - equal", XMR),
    (special_causes, "reach * NEAR_SHARE + equal", "reach * NEAR_SHARE - equal", XMR),
    (special_causes, "+ equal) & ~outside", "+ equal)", XMR),
    (special_causes, "values > equal", "values > -equal", XMR),
    (special_causes, "mean += np.add.reduceat(rest", "np.add.reduceat(rest", XMR),
    (special_causes, "step[groups.starts] = np.nan", "pass", XMR),
    (special_causes, "new = first.copy()", "new = np.zeros_like(first)", XMR),
    (
        special_causes,
        "np.where(out_of != 0, out_of, into)",
        "np.where(into != 0, into, out_of)",
        XMR,
    ),
    (special_causes, "np.where(out_of != 0, out_of, into)", "into", XMR),
    (special_causes, "one_side & together &", "together &", XMR),
    (special_causes, "one_side & together &", "one_side &", XMR),
    (special_causes, "    hit[:-2] |= window\n", "", XMR),
    (special_causes, "    hit[2:] |= window\n", "", XMR),
    (special_causes, "return hit & near", "return hit", XMR),
    (special_causes, "cause = np.where(outside, _OUTSIDE + low, cause)", "", XMR),
    (
        special_causes,
        "np.where(outside, _OUTSIDE + low, cause)",
        "np.where(outside & (cause == 0), _OUTSIDE + low, cause)",
        XMR,
    ),
    (
        special_causes,
        "np.where(trend != 0, _TREND",
        "np.where((trend != 0) & (cause < _TWO_IN_THREE), _TREND",
        XMR,
    ),
    (
        special_causes,
        "np.where(_two_in_three(near, side, groups.first), _TWO",
        "np.where(_two_in_three(near, side, groups.first) & ~shift, _TWO",
        XMR,
    ),
    (special_causes, "_TWO_IN_THREE = 1, 3, 5, 7", "_TWO_IN_THREE = 1, 5, 3, 7", XMR),
    (special_causes, "[0, 1, 2], [0, 2, 1]", "[0, 2, 1], [0, 1, 2]", XMR),
    (special_causes, "[0, 3, 4]]", "[0, 4, 3]]", XMR),
    (process_control, "target > upper + equal", "target > upper - equal", XMR),
    (process_control, "target < lower - equal", "target < lower + equal", XMR),
    (process_control, "(2, 1, 3)", "(3, 1, 2)", XMR),
    (
        process_control,
        "Direction.DECREASE), -beyond",
        "Direction.DECREASE), beyond",
        XMR,
    ),
    (process_control, "direction != ways.index(Direction.NEUTRAL)", "direction > -1", XMR),
    (process_control, "PROVISIONAL_BELOW: Final = 13", "PROVISIONAL_BELOW: Final = 14", XMR),
    (process_control, "np.where(there, np.arange(layout.size), -1)", "np.arange(layout.size)", XMR),
    # p and u charts
    (attribute_charts, "SIGMAS: Final = 3", "SIGMAS: Final = 2", CHARTS),
    (
        attribute_charts,
        "np.maximum(centre - SIGMAS * spread, 0)",
        "centre - SIGMAS * spread",
        CHARTS,
    ),
    (attribute_charts, "upper = np.minimum(upper, 1)", "pass", CHARTS),
    (attribute_charts, "y > upper + equal", "y >= upper - equal", CHARTS),
    (attribute_charts, "points)) + 3", "points)) + 2", CHARTS),
    (attribute_charts, "longest > longest_allowed", "longest >= longest_allowed", CHARTS),
    (attribute_charts, "crossings < fewest", "crossings <= fewest", CHARTS),
    (attribute_charts, "QUANTILE: Final = 0.05", "QUANTILE: Final = 0.1", CHARTS),
    (attribute_charts, "1 - centre if share else 1", "1 - centre", CHARTS),
    # Comparison
    (exact_tests, "EQUALLY_LIKELY: Final = 1 + 1e-7", "EQUALLY_LIKELY: Final = 0.999", COMPARISON),
    (exact_tests, "above(x - 1)", "above(x)", COMPARISON),
    (exact_tests, "less + above(high - 1)", "2 * less", COMPARISON),
    (
        intervals,
        '(1 - confidence) / 2\n    with np.errstate(invalid="ignore"):',
        '1 - confidence\n    with np.errstate(invalid="ignore"):',
        COMPARISON,
    ),
    (intervals, "gamma_quantile_above(tail, x + 1)", "gamma_quantile_above(tail, x)", COMPARISON),
    (intervals, "z**2 / (4 * n**2)", "z**2 / (2 * n**2)", COMPARISON),
    (
        intervals,
        "share1 - first.low, second.high - share2",
        "first.high - share1, second.high - share2",
        COMPARISON,
    ),
    (comparison, "told = _either_way(p) < bar", "told = _either_way(p) < bar / 4", COMPARISON),
    (comparison, "(least < bar) | (most < bar)", "n >= 0", COMPARISON),
    (comparison, "none < bar)", "x >= 0)", COMPARISON),
    (comparison, "furthest >= 1 - confidence", "furthest >= 1", COMPARISON),
    (comparison, "interval.low > 0, interval.high < 0", "gap > 0, gap < 0", COMPARISON),
    (funnel, "WINSORISED: Final = 0.1", "WINSORISED: Final = 0.05", FUNNEL),
    (funnel, "widened = phi > 1", "widened = phi > 0", FUNNEL),
    (funnel, "normal_quantile(0.999)", "normal_quantile(0.995)", FUNNEL),
    (funnel, "(groups - 1)", "groups", FUNNEL),
    (funnel, "+ reach, 0, np.pi / 2)", "+ reach, -9, 9)", FUNNEL),
    (funnel, "ratio > high + EQUAL_WITHIN", "ratio >= high - EQUAL_WITHIN", FUNNEL),
    # Agreement and time to close
    (agreement, "_Weighting(power=2,", "_Weighting(power=1,", AGREEMENT),
    (agreement, "_Weighting(power=1, pseudo=0.5", "_Weighting(power=2, pseudo=0.5", AGREEMENT),
    (agreement, "_Weighting(power=2, pseudo=1.0", "_Weighting(power=2, pseudo=0.0", AGREEMENT),
    (agreement, "np.fmax(high, kappa)", "high", AGREEMENT),
    (time_to_close, "np.cumsum(ending) + ending", "np.cumsum(ending)", CLOSING),
    (time_to_close, "1 - closing / at_risk", "1 - closing / many.sum()", CLOSING),
    (time_to_close, "below[0] if below.size else -1", "below[0] if below.size else first", CLOSING),
    (time_to_close, "still_open[first] < HALF - EQUAL_WITHIN", "True", CLOSING),
    (time_to_close, "known * np.exp(-z * error)", "known - z * error * known", CLOSING),
    # Suppression
    (
        suppression,
        "table.counts < policy.threshold",
        "table.counts <= policy.threshold",
        SUPPRESSION,
    ),
    (suppression, "while (told := reader", "while False and (told := reader", SUPPRESSION),
    (
        suppression,
        "first_within(policy.width)) is not None:",
        "first_within(1)) is not None:",
        SUPPRESSION,
    ),
    (
        suppression,
        "return _shown_again(reader, small, table.counts, policy)",
        "return reader.hidden",
        SUPPRESSION,
    ),
    (suppression, "return 0 if self.hide_zeros else 1", "return 1", SUPPRESSION),
    (suppression, "(2 * counts + base)", "(2 * counts)", SUPPRESSION),
]
USERS = [
    process_control,
    comparison,
    attribute_charts,
    test_process_control,
    test_attribute_charts,
    test_comparison,
    test_funnel,
    test_agreement,
    test_time_to_close,
    test_suppression,
]


def put_in_place(monkeypatch: pytest.MonkeyPatch, module: ModuleType, source: str) -> None:
    """Replace every function of `module` by the one its changed source makes."""
    changed = ModuleType(module.__name__)
    exec(compile(source, str(module.__file__), "exec"), vars(changed))
    real = dict(vars(module))
    for user in [module, *USERS]:
        for name, value in list(vars(user).items()):
            ours = getattr(value, "__module__", None) == module.__name__ or name.isupper()
            if ours and value is real.get(name) and name in vars(changed):
                monkeypatch.setattr(user, name, vars(changed)[name])


@pytest.mark.parametrize(
    ("module", "checks"),
    {module.__name__: (module, checks) for module, _, _, checks in BROKEN}.values(),
    ids=lambda value: value.__name__ if isinstance(value, ModuleType) else "",
)
def test_nothing_is_noticed_while_no_rule_is_broken(
    monkeypatch: pytest.MonkeyPatch, module: ModuleType, checks: list[Check]
) -> None:
    put_in_place(monkeypatch, module, Path(str(module.__file__)).read_text(encoding="utf-8"))
    for check in checks:
        check()


@pytest.mark.parametrize(
    ("module", "rule", "broken", "checks"),
    BROKEN,
    ids=[f"{m.__name__.removeprefix('measures.')}: {b or 'nothing'}" for m, _, b, _ in BROKEN],
)
def test_a_broken_rule_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
    module: ModuleType,
    rule: str,
    broken: str,
    checks: list[Check],
) -> None:
    source = Path(str(module.__file__)).read_text(encoding="utf-8")
    assert source.count(rule) == 1, f"{rule!r} is not in {module.__name__} just once"
    put_in_place(monkeypatch, module, source.replace(rule, broken))
    for check in checks:
        try:
            check()
        except (AssertionError, ValueError, pytest.fail.Exception):
            return
    pytest.fail(f"nothing noticed {broken!r} in place of {rule!r}")
