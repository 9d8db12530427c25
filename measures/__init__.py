"""The arithmetic: pure functions on frames, without input, output or a clock."""
