"""What holds for every request and answer, whichever part answers it: from whom, for whom, how often, which headers."""
