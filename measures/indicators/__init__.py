"""Indicators as measures: what each is, its figures over time, and what they say."""
