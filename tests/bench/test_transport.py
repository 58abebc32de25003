"""The measurement of the guard says what each part costs, and it is little."""

from __future__ import annotations

import re

from click.testing import CliRunner

from bench.transport import main


def test_every_part_is_measured_and_costs_microseconds() -> None:
    result = CliRunner().invoke(main, ["--times", "5000"], catch_exceptions=False)
    assert result.exit_code == 0
    figures = {name.strip(): float(text) for name, text in re.findall(r"(.+?)\s+(-?[\d.]+) us\n", result.output)}
    assert list(figures) == [
        "headers",
        "host",
        "forwarded, from no proxy",
        "forwarded, from a proxy",
        "limit of the client",
        "all, with a token",
        "all, without a token",
    ]
    # Ten times of what a quiet machine needs.
    assert 0 < figures["all, with a token"] < 100
