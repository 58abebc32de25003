"""What the documentation says is there: commands, targets, files, settings."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from fhirserver.cli import main
from fhirserver.settings import Settings, settings_table

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def _relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _commands() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(main)
    for name in main.list_commands(context):  # type: ignore[attr-defined]  # the decorator is typed for plain commands
        yield name, main.get_command(context, name)  # type: ignore[attr-defined]  # as above


COMMANDS = dict(_commands())


def _shell_lines(document: Path) -> Iterator[str]:
    """Indented code and spans of code, with continued lines joined."""
    text = document.read_text().replace("\\\n", " ")
    yield from (line.strip() for line in re.findall(r"^ {4}(\S.*)$", text, re.MULTILINE))
    yield from re.findall(r"`([^`\n]+)`", text)


@pytest.mark.parametrize("document", DOCUMENTS, ids=_relative)
def test_make_targets_that_are_mentioned_exist(document: Path) -> None:
    for line in _shell_lines(document):
        if line.startswith("make "):
            words = [word for word in shlex.split(line)[1:] if "=" not in word and word not in ("help", "TARGET")]
            assert set(words) <= TARGETS, line


@pytest.mark.parametrize("document", DOCUMENTS, ids=_relative)
def test_commands_and_options_that_are_mentioned_exist(document: Path) -> None:
    for line in _shell_lines(document):
        words = re.sub(r"[\[\]]|\.\.\.", "", line).split()
        words = words[[word.endswith("fhirserver") for word in words].index(True) + 1 :] if _calls_us(words) else []
        if words[:1] == ["--data"]:
            words = words[2:]
        if not words or not re.fullmatch(r"[a-z-]+", words[0]) or words[0].startswith("-"):
            continue
        assert words[0] in COMMANDS, line
        options = {option for parameter in COMMANDS[words[0]].params for option in parameter.opts}
        subcommands = getattr(COMMANDS[words[0]], "commands", {})
        for command in subcommands.values():
            options |= {option for parameter in command.params for option in parameter.opts}
        for word in words[1:]:
            if word.startswith("--"):
                assert word in options | {"--help"}, line


def _calls_us(words: list[str]) -> bool:
    program = next((word for word in words if "=" not in word), "")
    return program in ("fhirserver", ".venv/bin/fhirserver")


@pytest.mark.parametrize("document", DOCUMENTS, ids=_relative)
def test_links_lead_to_files(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", document.read_text()):
        if not target.startswith(("https://", "http://", "mailto:")):
            assert (document.parent / target).exists(), f"{document.name} links to {target}"


def test_the_readme_gives_the_two_commands_and_a_first_request() -> None:
    lines = list(_shell_lines(ROOT / "README.md"))
    assert "make run" in lines
    assert "make test" in lines
    assert any(line.startswith("curl --cacert data/tls/ca.pem https://localhost:8443/fhir/metadata") for line in lines)
    token = 'TOKEN=$(.venv/bin/fhirserver --data data token --scope "system/*.cruds" --expires 1h)'
    requests = [line for line in lines if line.startswith("curl") and "/metadata" not in line]
    assert lines.index(token) < min(map(lines.index, requests))
    assert all(' --oauth2-bearer "$TOKEN" ' in line for line in requests)


def test_the_settings_are_documented_as_they_are() -> None:
    text = (ROOT / "docs" / "operations.md").read_text()
    begin, end = "<!-- settings: made by python -m fhirserver.settings -->\n", "<!-- end of settings -->"
    assert text.split(begin)[1].split(end)[0] == settings_table()


def test_variables_that_are_mentioned_are_settings() -> None:
    for document in DOCUMENTS:
        for name in re.findall(r"FHIRSERVER_([A-Z_]+[A-Z])", document.read_text()):
            assert name.lower() in Settings.__dataclass_fields__, f"{document.name}: FHIRSERVER_{name}"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    assert result.output.startswith(f"Usage: main {name}")
    _assert_explained(COMMANDS[name])


def _assert_explained(command: click.Command) -> None:
    assert command.help, command.name
    assert command.help[0].isupper()
    assert command.get_short_help_str(200).rstrip(".") != ""
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{command.name} {parameter.opts}"
    for subcommand in getattr(command, "commands", {}).values():
        _assert_explained(subcommand)


def test_the_help_lists_all_commands() -> None:
    output = CliRunner().invoke(main, ["--help"]).output
    listed = re.findall(r"^  ([a-z-]+)  ", output.split("Commands:")[1], re.MULTILINE)
    assert listed == sorted(COMMANDS)


def test_make_help_lists_every_target_with_a_sentence() -> None:
    text = (ROOT / "Makefile").read_text()
    phony = re.findall(r"^\.PHONY: (.+)$", text, re.MULTILINE)[0].split()
    output = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert re.findall(r"^  ([a-z]+) +[A-Z]", output, re.MULTILINE) == phony
    assert set(phony) == TARGETS


def test_the_index_of_decisions_is_complete() -> None:
    folder = ROOT / "docs" / "decisions"
    records = sorted(path.name for path in folder.glob("[0-9]*.md"))
    index = (folder / "README.md").read_text()
    assert re.findall(r"\((\d{4}-[a-z0-9-]+\.md)\)", index) == records
    for number, name in enumerate(records, 1):
        text = (folder / name).read_text()
        assert name.startswith(f"{number:04}-")
        assert text.startswith(f"# {number:04}: ")
        for heading in ("\n## Context\n", "\n## Decision\n", "\n## Consequences\n"):
            assert heading in text


def test_the_licence_is_the_whole_apache_2_0() -> None:
    text = (ROOT / "LICENSE").read_text()
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_the_changelog_begins_with_what_is_not_released() -> None:
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert headings[0] == "[Unreleased]"


def test_every_pinned_dependency_has_its_hash() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        entries = re.split(r"\n(?=\S)", (ROOT / name).read_text().strip())
        packages = [entry for entry in entries if not entry.startswith("#")]
        assert len(packages) > 10
        for entry in packages:
            assert re.match(r"[a-z0-9.-]+==\S+ .*\n +--hash=sha256:[0-9a-f]{64}", entry), entry


def test_both_locks_pin_the_same_versions() -> None:
    pins = [
        dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock")
    ]
    assert pins[0].items() <= pins[1].items()
