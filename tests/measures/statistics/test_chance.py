import pytest

from measures.statistics.comparison_wording import chance_in_words


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (1.0, "most times"),
        (0.5, "about every second time"),
        (0.34, "about 1 time in 3"),
        (0.068, "about 1 time in 15"),
        (0.0027, "about 1 time in 370"),
        (0.00012, "about 1 time in 8,300"),
        (0.0, "less than 1 time in 10,000"),
    ],
)
def test_puts_chance_in_words(probability: float, words: str) -> None:
    assert chance_in_words(probability) == words


def test_counts_in_what_it_is_told() -> None:
    assert chance_in_words(0.068, "year") == "about 1 year in 15"


def test_refuses_what_is_no_probability() -> None:
    with pytest.raises(ValueError, match="probability"):
        chance_in_words(1.1)
