"""Criteria on words, by the engines' own full-text indexes.

https://www.sqlite.org/fts5.html, https://www.postgresql.org/docs/current/textsearch.html
"""

from __future__ import annotations

from fhirserver.search.index import word_of_path
from fhirserver.search.paths import Parameter
from fhirserver.search.sql.binds import Binds
from fhirserver.search.strings import words
from fhirserver.search.tree import Criterion, StringValue, TextSearch
from fhirserver.search.wording import AllOf, AnyOf, Phrase, Without, Wording


def key_column(binds: Binds) -> str:
    """Return the column of search_text that holds the resource's key."""
    return "rowid" if binds.engine == "sqlite" else "resource_pk"


def select(binds: Binds, node: TextSearch) -> str:
    """Return a query for the keys of the resources whose texts are as worded."""
    return f"SELECT t.{key_column(binds)} AS pk FROM search_text t WHERE {matching(binds, node)}"


def matching(binds: Binds, node: TextSearch) -> str:
    """Return the condition on search_text, alias t."""
    if binds.engine == "sqlite":
        return f"search_text MATCH {binds(f'{node.column} : ({_fts5(node.wording)})')}"
    return f"t.{node.column} @@ {query(binds, node)}"


def query(binds: Binds, node: TextSearch) -> str:
    """Return PostgreSQL's query for a text."""
    return f"to_tsquery('simple', {binds(_tsquery(node.wording))})"


def token_select(binds: Binds, parameter: Parameter, criterion: Criterion) -> str:
    """Return a query for the keys of the resources in which a code of the parameter has a text (``:text``)."""
    paths = [use.path.number for use in parameter.uses]
    texts = [value.text for value in criterion.values if isinstance(value, StringValue)]
    sought = [[word_of_path(path, word) for word in words(text)] for text in texts for path in paths]
    if binds.engine == "sqlite":
        some = " OR ".join("(" + " AND ".join(f'"{word}" *' for word in each) + ")" for each in sought if each)
        having = f"search_text MATCH {binds(f'coded : ({some})')}"
    else:
        some = " | ".join("(" + " & ".join(f"'{word}':*" for word in each) + ")" for each in sought if each)
        having = f"t.coded @@ to_tsquery('simple', {binds(some)})"
    return f"SELECT t.{key_column(binds)} AS pk FROM search_text t WHERE {having if some else '1 = 0'}"


def _fts5(wording: Wording) -> str:
    match wording:
        case Phrase(words, prefix):
            return f'"{" ".join(words)}"{" *" if prefix else ""}'
        case AllOf(parts):
            return " AND ".join(f"({_fts5(part)})" for part in parts)
        case AnyOf(parts):
            return " OR ".join(f"({_fts5(part)})" for part in parts)
        case Without(wanted, unwanted):
            return f"({_fts5(wanted)}) NOT ({_fts5(unwanted)})"


def _tsquery(wording: Wording) -> str:
    match wording:
        case Phrase(words, prefix):
            *first, last = (f"'{word}'" for word in words)
            return " <-> ".join([*first, f"{last}:*" if prefix else last])
        case AllOf(parts):
            return " & ".join(f"({_tsquery(part)})" for part in parts)
        case AnyOf(parts):
            return " | ".join(f"({_tsquery(part)})" for part in parts)
        case Without(wanted, unwanted):
            return f"({_tsquery(wanted)}) & !({_tsquery(unwanted)})"


def rank(binds: Binds, node: TextSearch) -> str:
    """Return how well a row of search_text, alias t, fits: a number that depends on its own words only.

    So results keep their places while others are written, which those of FTS5's bm25() would not.
    """
    if binds.engine == "sqlite":
        return f"text_rank(t.{node.column}, {binds(' '.join(sorted(wanted_words(node.wording))))})"
    return f"ts_rank(t.{node.column}, {query(binds, node)}, 1)::float8"


def wanted_words(wording: Wording) -> set[str]:
    """Return the words that are looked for, without those that must not be there."""
    match wording:
        case Phrase(words_, _):
            return set(words_)
        case AllOf(parts) | AnyOf(parts):
            return {word for part in parts for word in wanted_words(part)}
        case Without(wanted, _):
            return wanted_words(wanted)
