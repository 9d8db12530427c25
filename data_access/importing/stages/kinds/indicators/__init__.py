"""Indicators: tables turned round, groups of people, kinds of figure, shares."""
