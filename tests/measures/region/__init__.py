"""Tests of how councils of a region stand."""
