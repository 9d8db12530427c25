"""How often stated intervals hold and verdicts cry wolf, by simulation from known truths.

`FULL=1 python -m tests.measures.statistics.simulated` prints the tables of docs/methods.md.
"""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.stats import binom, multivariate_normal, poisson

from measures.process_control.attribute_charts import p_chart
from measures.process_control.charts import xmr
from measures.statistics.agreement import weighted_kappa
from measures.statistics.comparison import counts, difference, proportions
from measures.statistics.funnel import funnel
from measures.statistics.time_to_close import time_to_close
from tests.sampling import FULL


class Rate(NamedTuple):
    """Shares of what was asked, over truths: on average and for the truth where it is lowest."""

    what: str
    mean: float
    lowest: float
    highest: float


def over(what: str, rates: list[float]) -> Rate:
    return Rate(what, float(np.mean(rates)), min(rates), max(rates))


def share_of(which: pl.Series) -> float:
    return int(which.sum()) / which.len()


def generator(seed: int = 20) -> np.random.Generator:
    return np.random.default_rng(seed)


# Intervals: how often they hold the truth


def shares(low: str, high: str, sizes: tuple[int, ...]) -> Iterator[Rate]:
    """Coverage is summed over every outcome, so there is no chance in it."""
    truths = np.linspace(0.02, 0.98, 97 if FULL else 25)
    for n in sizes:
        x = np.arange(n + 1)
        judged = proportions(
            pl.DataFrame({"x": x, "n": [n] * (n + 1), "expected": [0.5] * (n + 1)})
        )
        ends = judged[low].to_numpy(), judged[high].to_numpy()
        rates = [float(binom.pmf(x, n, p)[(ends[0] <= p) & (p <= ends[1])].sum()) for p in truths]
        yield over(f"n = {n}", rates)


def count_interval() -> Rate:
    truths = np.geomspace(0.2, 100, 200 if FULL else 40)
    x = np.arange(400)
    judged = counts(pl.DataFrame({"x": x, "expected": [1.0] * x.size}))
    low, high = judged["exact_low"].to_numpy(), judged["exact_high"].to_numpy()
    rates = [float(poisson.pmf(x, m)[(low <= m) & (m <= high)].sum()) for m in truths]
    return over("counts of 0.2 to 100", rates)


def newcombe(sizes: tuple[int, ...]) -> Iterator[Rate]:
    grid = np.linspace(0.05, 0.95, 19 if FULL else 7)
    for n1, n2 in product(sizes, sizes):
        x1, x2 = (a.ravel() for a in np.meshgrid(np.arange(n1 + 1), np.arange(n2 + 1)))
        judged = difference(
            pl.DataFrame({"x1": x1, "n1": [n1] * x1.size, "x2": x2, "n2": [n2] * x1.size})
        )
        low, high = judged["newcombe_low"].to_numpy(), judged["newcombe_high"].to_numpy()
        rates = []
        for p1, p2 in product(grid, grid):
            holds = (low <= p1 - p2) & (p1 - p2 <= high)
            rates.append(float((binom.pmf(x1, n1, p1) * binom.pmf(x2, n2, p2))[holds].sum()))
        yield over(f"{n1} against {n2}", rates)


THRESHOLDS = {
    "even": (-0.67, 0.0, 0.67),
    "middling": (-1.5, 0.0, 1.5),
    "good": (-2.0, -1.0, 0.5),
    "very good": (-2.2, -1.6, -0.5),
}


def two_graders(alike: float, limits: tuple[float, ...], bias: float) -> NDArray[Any]:
    """Give the shares of a table of grades by two graders who see quality more or less alike."""
    first, second = np.array([-8, *limits, 8]), np.array([-8, *(np.array(limits) + bias), 8])
    both = multivariate_normal(cov=[[1, alike], [alike, 1]])
    below = np.array([[both.cdf([a, b]) for b in second] for a in first])
    cells = np.clip(np.diff(np.diff(below, axis=0), axis=1), 0, None)
    return np.asarray(cells / cells.sum())


def kappa_of(cells: NDArray[Any], power: int) -> float:
    apart = np.abs(np.subtract.outer(np.arange(4), np.arange(4))) ** power
    return float(1 - (cells * apart).sum() / (np.outer(cells.sum(1), cells.sum(0)) * apart).sum())


def kappa_interval(sizes: tuple[int, ...]) -> Iterator[tuple[Rate, Rate]]:
    tries = 40_000 if FULL else 300
    random = generator()
    for n in sizes:
        held: tuple[list[float], list[float]] = ([], [])
        for limits, alike, bias in product(
            THRESHOLDS.values(), (0.0, 0.4, 0.7, 0.9, 0.97), (0, 0.4)
        ):
            cells = two_graders(alike, limits, bias)
            grades = random.choice(16, size=tries * n, p=cells.ravel())
            judged = weighted_kappa(
                pl.DataFrame(
                    {
                        "case": np.repeat(np.arange(tries), n),
                        "auditor": grades // 4 + 1,
                        "moderator": grades % 4 + 1,
                    }
                )
            ).drop_nulls("low")
            for held_by, power, low, high in (
                (held[0], 2, "low", "high"),
                (held[1], 1, "linear_low", "linear_high"),
            ):
                truth = kappa_of(cells, power)
                holds = judged[low].le(truth + 1e-9) & judged[high].ge(truth - 1e-9)
                held_by.append(share_of(holds))
        yield over(f"{n} audits, quadratic", held[0]), over(f"{n} audits, linear", held[1])


def closing_interval(sizes: tuple[int, ...]) -> Iterator[Rate]:
    """Days to close are exponential or log-normal; some are still open when counted."""
    tries = 4000 if FULL else 200
    random = generator()
    draws: tuple[tuple[float, Callable[[int], NDArray[Any]]], ...] = (
        (60 * np.log(2), lambda size: random.exponential(60, size)),
        (50.0, lambda size: random.lognormal(np.log(50), 0.8, size)),
    )
    for n in sizes:
        rates = []
        for (truth, draw), window in product(draws, (60, 120, 400)):
            takes, open_for = draw(tries * n), random.uniform(0, window, tries * n)
            judged = time_to_close(
                pl.DataFrame(
                    {
                        "case": np.repeat(np.arange(tries), n),
                        "days": np.minimum(takes, open_for),
                        "closed": takes <= open_for,
                    }
                )
            )
            judged = judged.filter(pl.col("verdict") != "too few to judge")
            if judged.height < tries / 10:
                continue
            low, high = judged["low"].fill_null(0), judged["high"].fill_null(float("inf"))
            # Where the median is beyond what was seen, no figure is given, and none is wrong.
            rates.append(share_of(low.le(truth) & high.ge(truth)))
        yield over(f"{n} items", rates)


# Verdicts: how often they see something in pure chance


def process_alarms(points: int) -> Iterator[tuple[str, float, float]]:
    """Give the share of points marked, and of series whose latest point is."""
    series = 20_000 if FULL else 1000
    random = generator()
    kinds: dict[str, NDArray[Any]] = {
        "normal": random.normal(50, 10, series * points),
        "counts around 20": random.poisson(20, series * points),
        "counts around 3": random.poisson(3, series * points),
        "skewed (exponential)": random.exponential(10, series * points),
    }
    for kind, values in kinds.items():
        frame = pl.DataFrame(
            {
                "series": np.repeat(np.arange(series), points),
                "date": np.tile(np.arange(points), series),
                "value": values.astype(float),
            }
        )
        judged = xmr(frame)
        yield (
            f"{kind}, {points} points",
            share_of(judged.points["special_cause"] != "common_cause"),
            share_of(judged.latest["variation"] != "common_cause"),
        )


def p_chart_alarms(points: int) -> tuple[float, float]:
    """Give the share of points outside the limits, and of series with a signal from runs."""
    series = 10_000 if FULL else 500
    random = generator()
    due = random.integers(20, 80, series * points)
    judged = p_chart(
        pl.DataFrame(
            {
                "series": np.repeat(np.arange(series), points),
                "date": np.tile(np.arange(points), series),
                "value": random.binomial(due, 0.8),
                "denominator": due,
            }
        )
    )
    runs = judged.unique("series")["runs_signal"]
    return share_of(judged["sigma_signal"]), share_of(runs)


def told(judged: pl.DataFrame, *quiet: str) -> NDArray[Any]:
    return (~judged["verdict"].is_in(quiet)).to_numpy()


QUIET = ("within chance", "too few to judge")


def proportion_alarms() -> Rate:
    rates = []
    for n, p in product((3, 5, 9, 20, 50, 200), np.linspace(0.05, 0.95, 19)):
        x = np.arange(n + 1)
        judged = proportions(pl.DataFrame({"x": x, "n": [n] * x.size, "expected": [p] * x.size}))
        rates.append(float(binom.pmf(x, n, p)[told(judged, *QUIET)].sum()))
    return over("x of n against the true share", rates)


def count_alarms() -> Rate:
    rates = []
    x = np.arange(300)
    for m in np.geomspace(0.2, 100, 40):
        judged = counts(pl.DataFrame({"x": x, "expected": [m] * x.size}))
        rates.append(float(poisson.pmf(x, m)[told(judged, *QUIET)].sum()))
    return over("a count against the true one", rates)


def difference_alarms() -> Rate:
    rates = []
    for n1, n2 in product((4, 9, 20, 50), (4, 9, 20, 50)):
        x1, x2 = (a.ravel() for a in np.meshgrid(np.arange(n1 + 1), np.arange(n2 + 1)))
        judged = difference(
            pl.DataFrame({"x1": x1, "n1": [n1] * x1.size, "x2": x2, "n2": [n2] * x1.size})
        )
        apart = told(judged, *QUIET)
        for p in np.linspace(0.05, 0.95, 19):
            rates.append(float((binom.pmf(x1, n1, p) * binom.pmf(x2, n2, p))[apart].sum()))
    return over("two shares that are the same", rates)


def funnel_alarms() -> Rate:
    random, rates = generator(), []
    funnels = 1000 if FULL else 60
    for groups, p in product((10, 30, 60), (0.1, 0.5, 0.8)):
        due = random.integers(10, 200, funnels * groups)
        judged = funnel(
            pl.DataFrame(
                {
                    "funnel": np.repeat(np.arange(funnels), groups),
                    "group": np.tile(np.arange(groups), funnels),
                    "numerator": random.binomial(due, p),
                    "denominator": due,
                }
            )
        )
        rates.append(float(told(judged, *QUIET).mean()))
    return over("a group that is like its peers", rates)


def agreement_alarms() -> Rate:
    random, rates = generator(), []
    tries = 5000 if FULL else 300
    for n, limits in product((6, 12, 25, 60, 150), THRESHOLDS.values()):
        cells = two_graders(0.0, limits, 0.0)
        grades = random.choice(16, size=tries * n, p=cells.ravel())
        judged = weighted_kappa(
            pl.DataFrame(
                {
                    "case": np.repeat(np.arange(tries), n),
                    "auditor": grades // 4 + 1,
                    "moderator": grades % 4 + 1,
                }
            )
        )
        rates.append(share_of(judged["verdict"] == "beyond chance"))
    return over("graders who do not look", rates)


def main() -> None:
    def line(name: str, rate: Rate) -> None:
        print(f"{name} | {rate.what} | {rate.mean:.1%} | {rate.lowest:.1%} | {rate.highest:.1%}")

    for rate in shares("exact_low", "exact_high", (5, 10, 30, 100)):
        line("Clopper-Pearson", rate)
    for rate in shares("wilson_low", "wilson_high", (5, 10, 30, 100)):
        line("Wilson", rate)
    line("Garwood", count_interval())
    for rate in newcombe((5, 10, 30, 80)):
        line("Newcombe", rate)
    for pair in kappa_interval((6, 10, 15, 25, 60, 150)):
        for rate in pair:
            line("kappa", rate)
    for rate in closing_interval((10, 15, 20, 50, 200)):
        line("time to close", rate)
    for points in (12, 24, 60):
        for kind, marked, latest in process_alarms(points):
            print(f"XmR | {kind} | {marked:.1%} of points | {latest:.1%} of latest")
        outside, runs = p_chart_alarms(points)
        print(f"p chart | {points} points | {outside:.2%} of points | {runs:.1%} of series")
    for rate in (proportion_alarms(), count_alarms(), difference_alarms(), funnel_alarms()):
        line("false alarms", rate)
    line("false alarms", agreement_alarms())


if __name__ == "__main__":
    main()
