"""Rules that hold for all source files: who may import whom, how long a file may be, what may not stand in it."""

from __future__ import annotations

import ast
import io
import re
import subprocess
import sys
import tokenize
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("conformance", "mappings", "schemas", "fhirserver", "migrations", "bench")
MAX_LINES = 400
TESTS_TO_SOURCE = 1.5
NOT_COUNTED = ("bench/", "fhirserver/sample/")
NO_CODE = frozenset(
    (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
)

# From the lowest to the highest: a module imports from its own layer and from lower ones.
LAYERS: tuple[frozenset[str], ...] = tuple(
    frozenset(names.split())
    for names in (
        "conformance",
        "mappings schemas",
        "fhirserver.errors fhirserver.http fhirserver.json_format fhirserver.outcome fhirserver.settings"
        " fhirserver.subset",
        "fhirserver.access fhirserver.accounts fhirserver.audit fhirserver.measures"
        " fhirserver.patch fhirserver.sample fhirserver.search"
        " fhirserver.store fhirserver.terminology fhirserver.validation migrations",
        "fhirserver.backup fhirserver.interactions fhirserver.jobs fhirserver.load fhirserver.operations",
        "fhirserver.oauth fhirserver.rest fhirserver.transport fhirserver.web",
        "fhirserver",
        "fhirserver.serving",
        "fhirserver.cli fhirserver.commands",
        "bench",
    )
)

# What a message to the reader of the code should never be about: somebody's machine, or work left over.
FORBIDDEN = {
    "a path of somebody's machine": re.compile(r"(?<![\w.])/(work|farm|root|home/\w+|Users/\w+)/"),
    "work left over": re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|NotImplementedError"),
    "every exception caught without a reason beside it": re.compile(r"except( Exception\b[^#]*)?:[^#]*$"),
    "a rule switched off without a reason beside it": re.compile(r"# (noqa|type: ignore)(?!.*(#| - )[^#]*\w.*$)"),
    "a file that only one person has": re.compile(r"\b(contract|i2)\.(md|txt)\b"),
}


@cache
def files() -> tuple[Path, ...]:
    """All files of the project: tracked, or new and not ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def sources() -> list[Path]:
    """The Python files of the product."""
    return [path for path in files() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in PACKAGES]


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> dict[str, Path]:
    return {module_of(path): path for path in sources()}


@cache
def imports_of(path: Path) -> frozenset[str]:
    """Modules that ``path`` imports anywhere, also inside functions, but not those only needed by the type checker."""
    package = module_of(path) if path.name == "__init__.py" else module_of(path).rpartition(".")[0]
    found: set[str] = set()
    for node in _at_run_time(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = package.split(".")
                base = ".".join([*parts[: len(parts) - node.level + 1], *filter(None, [node.module])])
            found |= {f"{base}.{alias.name}" if f"{base}.{alias.name}" in modules() else base for alias in node.names}
    return frozenset(found)


def _at_run_time(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        yield child
        yield from _at_run_time(child)


def layer_of(module: str) -> int | None:
    """The number of the layer, or None for what is not ours."""
    if module.partition(".")[0] not in PACKAGES:
        return None
    parts = module.split(".")
    name = ".".join(parts[:2]) if parts[0] == "fhirserver" else parts[0]
    for number, names in enumerate(LAYERS):
        if name in names:
            return number
    raise AssertionError(f"{module} has no place in the layers: put {name} into LAYERS")


def test_imports_point_downwards() -> None:
    upwards = [
        f"{module} imports {imported}"
        for module, path in modules().items()
        for imported in imports_of(path)
        if (target := layer_of(imported)) is not None and target > (layer_of(module) or 0)
    ]
    assert upwards == []


def test_there_are_no_circles_of_imports() -> None:
    state: dict[str, bool] = {}

    def visit(module: str, trail: tuple[str, ...]) -> None:
        if state.get(module):
            return
        assert module not in state, " -> ".join((*trail[trail.index(module) :], module))
        state[module] = False
        for imported in sorted(imports_of(modules()[module]) & modules().keys()):
            if imported != module:
                visit(imported, (*trail, module))
        state[module] = True

    for module in modules():
        visit(module, ())


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    declared = {_name(text) for text in project["project"]["dependencies"]}
    development = {_name(text) for text in project["dependency-groups"]["dev"]}
    distributions = packages_distributions()
    used: dict[str, str] = {}
    for module, path in modules().items():
        for imported in imports_of(path):
            top = imported.partition(".")[0]
            if top not in PACKAGES and top not in sys.stdlib_module_names and top not in ("tests", ""):
                for distribution in distributions.get(top, [top]):
                    used.setdefault(_name(distribution), module)
    only_needed_by_tools = {name for name, module in used.items() if module.partition(".")[0] == "bench"} & development
    assert used.keys() - only_needed_by_tools == declared, used


def _name(requirement: str) -> str:
    return re.split(r"[\[<>=~! ;]", requirement)[0].lower().replace("_", "-")


def test_a_file_is_one_idea_and_not_long() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in files()
        if path.suffix == ".py" and (lines := _lines(path)) > MAX_LINES
    }
    assert long == {}


def test_there_is_more_test_than_source() -> None:
    """Counted are lines of code: no blank ones, comments or docstrings.  Made-up patients are mostly data, not code."""
    counted = [path for path in sources() if not path.relative_to(ROOT).as_posix().startswith(NOT_COUNTED)]
    source = sum(_code_lines(path) for path in counted)
    tests = sum(
        _code_lines(path) for path in files() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] == "tests"
    )
    assert tests >= TESTS_TO_SOURCE * source, f"{tests} lines of tests for {source} lines of source"


def _code_lines(path: Path) -> int:
    text = path.read_text()
    documentation = {
        line
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    lines = {
        line
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type not in NO_CODE
        for line in range(token.start[0], token.end[0] + 1)
    }
    return len(lines - documentation)


def _lines(path: Path) -> int:
    return path.read_text().count("\n")


@pytest.mark.parametrize("what", FORBIDDEN)
def test_nothing_holds(what: str) -> None:
    pattern, here = FORBIDDEN[what], Path(__file__)
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in files()
        if path != here and path.suffix in (".py", ".md", ".toml", ".cfg", ".sh", ".html", ".js", "")
        for number, line in enumerate(_lines_with_comments(path), 1)
        if pattern.search(line)
    ]
    assert found == []


def _lines_with_comments(path: Path) -> list[str]:
    """The lines of a file, each with the comment that follows on the next line: reasons may stand there too."""
    lines = path.read_text(errors="replace").splitlines()
    following = [line.strip() if line.strip().startswith("#") else "" for line in lines[1:]]
    return [f"{line}  {comment}" for line, comment in zip(lines, [*following, ""], strict=False)]


def test_every_module_says_what_it_is() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in sources()
        if (text := path.read_text()) and not ast.get_docstring(ast.parse(text))
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("x = open('/work" + "/data')", "a path of somebody's machine"),
        ("# TO" + "DO later", "work left over"),
        ("    except Ex" + "ception as error:", "every exception caught without a reason beside it"),
        ("import x  # no" + "qa: F401", "a rule switched off without a reason beside it"),
        ("x = y  # type: " + "ignore[misc]", "a rule switched off without a reason beside it"),
    ],
)
def test_the_rules_notice(line: str, rule: str) -> None:
    assert FORBIDDEN[rule].search(line)


def test_the_rules_let_pass_what_has_its_reason() -> None:
    rule = FORBIDDEN["a rule switched off without a reason beside it"]
    assert not rule.search("x = y  # type: ignore[misc]  # the library is not annotated")
    assert not rule.search("x = lambda: 1  # noqa: E731 - shorter than a name")
    rule = FORBIDDEN["every exception caught without a reason beside it"]
    assert not rule.search("    except Exception as error:  # whatever it is, the client gets an OperationOutcome")
    assert not rule.search("    except ValueError:")
    assert not FORBIDDEN["a path of somebody's machine"].search("https://example.org/wo" + "rk/")
