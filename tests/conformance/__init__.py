"""Tests of the R4 tables."""
