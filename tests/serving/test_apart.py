"""Work in a process of its own ends, fails and stops as if it were done in this one."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.serving.running import eventually, runs

STOPPED = """
import os, signal, sys, time
from fhirserver.serving.apart import apart
def stop(number, frame): raise SystemExit(0)
signal.signal(signal.SIGTERM, stop)
def work():
    print(os.getpid(), flush=True)
    signal.pause()
apart(work)
"""


def test_what_it_makes_outside_of_memory_stays_and_the_rest_goes(tmp_path: Path) -> None:
    program = (
        "import os, sys\nfrom fhirserver.serving.apart import apart\nkept = []\n"
        "def work():\n    kept.append(1)\n    open(sys.argv[1], 'w').write(str(os.getpid()))\n"
        "apart(work)\nprint(kept, os.getpid() != int(open(sys.argv[1]).read()))"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "made")]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "[] True\n"


@pytest.mark.parametrize(("script", "status"), [("sys.exit(3)", 3), ("raise ValueError('no')", 1), ("os.abort()", 1)])
def test_its_failure_ends_this_process_too(script: str, status: int) -> None:
    program = (
        "import os, sys\nfrom fhirserver.serving.apart import apart\n"
        f"def work():\n    {script}\napart(work)\nprint('on')"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (status, "")


def test_who_stops_this_process_stops_that_one() -> None:
    process = subprocess.Popen([sys.executable, "-c", STOPPED], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    with process.stdout:
        child = int(process.stdout.readline())
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
    assert eventually(lambda: not runs(child))
