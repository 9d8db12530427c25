"""Figures that a report gives in its sentences, proposed as records of our own datasets."""
