"""Measurements: ``python -m bench``.  Every figure is printed beside what a bare handler does in the same run."""
