"""How often chance alone would do something, in words that need no statistics."""

from typing import Final

_RAREST: Final = 10_000


def in_words(probability: float, unit: str = "time") -> str:
    """Put a probability as, say, "about 1 year in 15".

    `unit` is what one try is called: time, year, council. Raises ValueError outside 0 to 1.
    """
    if not 0 <= probability <= 1:
        raise ValueError(f"probability must be between 0 and 1, not {probability}")
    if probability < 1 / _RAREST:
        return f"less than 1 {unit} in {_RAREST:,}"
    if probability >= 2 / 3:
        return f"most {unit}s"
    if probability >= 0.4:
        return f"about every second {unit}"
    return f"about 1 {unit} in {_two_figures(1 / probability):,}"


def _two_figures(number: float) -> int:
    whole = round(number)
    step: int = 10 ** max(len(str(whole)) - 2, 0)
    return round(whole / step) * step
