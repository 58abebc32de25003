"""One transaction on resources: lock, look, save, and at the end write everything at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

import msgspec

from fhirserver import json_format
from fhirserver.errors import Conflict, Forbidden, Issue, Unprocessable
from fhirserver.search.registry import Registry
from fhirserver.search.sql.binds import Binds
from fhirserver.search.sql.visible import Visible, everything
from fhirserver.search.tree import Search
from fhirserver.settings import Settings
from fhirserver.store.conditions import find_all, seen
from fhirserver.store.data_keys import DataKeys
from fhirserver.store.document import same, with_meta
from fhirserver.store.engine import Connection, LostRace
from fhirserver.store.header_statements import LOCK, LOCK_FOR_DELETE, LOCK_MISSING_TARGETS, LOCK_TARGETS, PRESENT
from fhirserver.store.identity import Keys
from fhirserver.store.journal import journalled
from fhirserver.store.references import Identity, existing_targets, local_references, referring
from fhirserver.store.relink import relink
from fhirserver.store.search_locks import SearchLocks
from fhirserver.store.search_parameters import note_changes
from fhirserver.store.sql import Statement
from fhirserver.store.staged import SqlWrite, Staged, stage
from fhirserver.store.versions import Version, document_of, now, version_of
from fhirserver.store.writes import Writes
from fhirserver.validation import ReferenceFound


class PendingSqlWrites(Exception):
    """Rows were changed by SQL and must be absorbed first."""


@dataclass(frozen=True, slots=True)
class Header:
    """What stands under an identity: nothing yet (version 0), a resource, or a deletion.  Locked until the end."""

    pk: int
    type: str
    id: str
    version: int
    current: Version | None

    @property
    def exists(self) -> bool:
        """Whether there is a resource now."""
        return self.current is not None and not self.current.deleted


class Transaction:
    """Changes of resources that happen together or not at all.

    Made by Repository.write, which commits it, or undoes and repeats it.  ``waiting`` says that SQL writes are not
    absorbed yet.  ``visible`` is what searches find, ``referable`` what may be referred to; the rest is as if it were
    not there.
    """

    def __init__(
        self,
        connection: Connection,
        settings: Settings,
        data_keys: DataKeys,
        keys: Keys,
        registry: Registry,
        *,
        waiting: bool = False,
    ) -> None:
        self.connection = connection
        self.settings = settings
        self.now = now()
        self.data_keys = data_keys
        self.registry = registry
        self._keys = keys.of_transaction(connection)
        self._waiting = waiting
        self.guard: Callable[[Connection, list[Staged]], None] | None = None
        self._headers: dict[Identity, Header | None] = {}
        self._targets: dict[Identity, int] = {}
        self._staged: dict[Identity, Staged] = {}
        self._flushed: set[Identity] = set()
        self._deletions: dict[Identity, str | None] = {}
        self._search_locks = SearchLocks(connection)
        self._found: dict[Search, list[str]] = {}
        self._reads = 0
        self._hidden: set[Identity] = set()
        self.visible: Visible = everything
        self.referable: Visible = everything

    def lock(self, identities: Iterable[Identity], *, for_delete: bool = False) -> None:
        """Lock what stands under these identities until the end, and read it.  One statement, in key order.

        Raises SealBroken.
        """
        wanted = [identity for identity in dict.fromkeys(identities) if identity not in self._headers]
        if not wanted:
            return
        query = LOCK_FOR_DELETE if for_delete else LOCK
        parameters = {"identities": msgspec.json.encode(wanted).decode()}
        rows = self.connection.rows(query, parameters)
        if any(row[0] > 0 and row[5] is None for row in rows):
            # Another transaction made a version while this one waited: the lock is held now, the version is not yet
            # in this statement's snapshot but is in the next one's.
            rows = self.connection.rows(query, parameters)
        found: dict[Identity, Header | None] = dict.fromkeys(wanted)
        for version, _, *rest in rows:
            current = version_of(tuple(rest), self.data_keys) if version > 0 else None
            found[rest[1], rest[2]] = Header(rest[0], rest[1], rest[2], version, current)
        self._headers.update(found)
        self._reads += len(wanted)

    def header(self, resource_type: str, resource_id: str, *, for_delete: bool = False) -> Header | None:
        """Return what stands under an identity, locked, or None if nothing ever did."""
        identity = (resource_type, resource_id)
        if identity in self._hidden:
            return None
        if identity not in self._headers:
            self.lock([identity], for_delete=for_delete)
        return self._headers[identity]

    def conceal(self, identities: Iterable[Identity], visible: Visible, *, for_delete: bool = False) -> None:
        """Let those of ``identities`` that are not ``visible`` be as if nothing stood under them, but nothing be saved.

        They are locked.  One statement, none if all is visible.
        """
        wanted = list(dict.fromkeys(identities))
        types = tuple({resource_type for resource_type, _ in wanted})
        if not wanted or visible(Binds(self.connection.engine), "r", types) is None:
            return
        self.lock(wanted, for_delete=for_delete)
        standing = {header.pk: each for each in wanted if (header := self._headers[each]) and header.version}
        if standing:
            (some,) = self.seen(standing, visible)
            self._hidden |= {identity for pk, identity in standing.items() if pk not in some}

    def seen(self, keys: Collection[int], *visible: Visible) -> list[set[int]]:
        """Return for each of ``visible`` which of the resources ``keys`` may be seen as they are now."""
        return seen(self.connection, keys, *visible)

    def prepare_searches(self, searches: Iterable[Search], documents: Iterable[Mapping[str, object]]) -> None:
        """Say at once what will be searched for, and what will be written by the searcher; see ``search_locks``.

        ``find`` and ``save`` do without, but then two transactions can wait for each other, and each search is a
        statement of its own.
        """
        wanted = list(dict.fromkeys(searches))
        self._search_locks.take(wanted, documents)
        self._search(wanted)

    def find(self, search: Search) -> list[str]:
        """Return the ids of existing resources that satisfy a search, at most ``LIMIT``, in order of making."""
        if search not in self._found:
            self.prepare_searches([search], [])
        return self._found[search]

    def _search(self, searches: list[Search]) -> None:
        if searches:
            self._found |= find_all(self.connection, searches, self.visible)
            self._reads += len(searches)

    def confirm(self) -> None:
        """Raise LostRace if what was read without a lock has changed before something else was read.

        That is what a search found, and that nothing stood under an identity: nothing cannot be locked.
        """
        if self.connection.engine == "postgresql" and self._reads > 1:
            if self._found and find_all(self.connection, self._found.keys(), self.visible) != self._found:
                raise LostRace("what was searched for has changed")
            absent = {identity for identity, header in self._headers.items() if header is None}
            absent -= self._staged.keys() | self._flushed
            if absent and self.connection.rows(PRESENT, {"identities": msgspec.json.encode(sorted(absent)).decode()}):
                raise LostRace("what was not there has come")
        self._found.clear()
        self._reads = 0

    def save(
        self,
        resource_type: str,
        resource_id: str,
        document: dict[str, object],
        references: Iterable[ReferenceFound],
        method: str,
        sql_write: SqlWrite | None = None,
        *,
        new: bool = False,
    ) -> Version:
        """Save a valid document as the next version of a resource, or as its first; return that version.

        ``new`` says that the id was just made, so that nothing stands under it.  The document gets its id,
        meta.versionId and meta.lastUpdated; if it says nothing else than the current version, no version is made and
        the current one is returned.  ``references`` are those of the document (``Report.references``); they are
        checked when the transaction ends.  ``sql_write`` says that it was written by SQL.
        """
        if (resource_type, resource_id) in self._hidden:
            raise Forbidden(f"This access token does not allow saving this {resource_type}.")
        header = None if new else self.header(resource_type, resource_id)
        current = header.current if header else None
        old = None
        if current and not current.deleted:
            old = document_of(current)
            if same(document, old, resource_id):
                return current
        number = header.version + 1 if header else 1
        last_updated = max(self.now, current.last_updated) if current else self.now
        if header:
            pk = header.pk
        elif sql_write and sql_write.pk is not None:
            pk = sql_write.pk
        else:
            pk = next(self._keys)
        if self._found:
            self._search_locks.take([], [document])
        document = with_meta(document, resource_id, number, last_updated)
        content = json_format.encode(document)
        version = Version(pk, resource_type, resource_id, number, last_updated, method, content)
        local = local_references(references, self.settings.base_url)
        patient_pk = current.patient_pk if current else None
        self._stage(Staged(version, document, old, patient_pk, local, header is None, sql_write))
        return version

    def delete(
        self,
        header: Header,
        method: str = "DELETE",
        sql_write: SqlWrite | None = None,
        *,
        expression: str | None = None,
    ) -> Version:
        """Delete an existing resource; return the version that is its deletion.

        That others refer to it is found when the transaction ends; ``expression`` is where the error then points to.
        """
        current = header.current
        if current is None or current.deleted:
            raise LookupError(f"{header.type}/{header.id} does not exist")
        last_updated = max(self.now, current.last_updated)
        version = Version(
            header.pk, header.type, header.id, header.version + 1, last_updated, method, None, current.patient_pk
        )
        self._stage(Staged(version, None, document_of(current), current.patient_pk, [], False, sql_write))
        self._deletions[header.type, header.id] = expression
        return version

    def _stage(self, staged: Staged) -> None:
        identity = (staged.version.type, staged.version.id)
        if identity in self._staged or identity in self._flushed:
            raise Conflict(f"{identity[0]}/{identity[1]} would be changed twice in one transaction.")
        self._staged[identity] = staged

    def flush(self) -> None:
        """Check references and write all that was staged.

        Raises Unprocessable for references to nothing, Conflict for deletions of what others refer to,
        PendingSqlWrites if SQL writes of others must be absorbed first.
        """
        staged = list(self._staged.values())
        if not staged:
            self.confirm()
            return
        if self.guard is not None:
            self.guard(self.connection, staged)
        dangling = self.settings.allow_dangling_references
        if not dangling:
            self._check_deletions(staged)
        self._put_in_place(staged, dangling=dangling)
        written = [item.version.pk for item in staged if not item.is_new]
        # Others can write while this transaction runs, but not on SQLite, which has one writer.
        may_wait = self._waiting or self.connection.engine == "postgresql"
        if written and may_wait and journalled(self.connection, written):
            raise PendingSqlWrites

    def flush_absorbed(self) -> None:
        """Write what absorbing SQL writes has staged and checked."""
        if staged := list(self._staged.values()):
            self._put_in_place(staged, dangling=True)

    def _put_in_place(self, staged: list[Staged], *, dangling: bool) -> None:
        placeholders = self._resolve(staged, dangling)
        self.confirm()
        writes = Writes()
        stage(
            self.connection,
            writes,
            staged,
            self._targets,
            placeholders,
            self.data_keys,
            self.registry,
            self.settings.base_url,
        )
        writes.execute(self.connection)
        note_changes(self.connection, staged)
        relink(self.connection, staged, self.data_keys)
        self._flushed.update(self._staged)
        self._staged.clear()

    def _resolve(self, staged: list[Staged], dangling: bool) -> dict[Identity, int]:
        """Find the keys of all that is referred to; return those that must be made for what does not exist."""
        self._targets.update(
            {identity: item.version.pk for identity, item in self._staged.items() if not item.version.deleted}
        )
        wanted = {identity for item in staged for identity, _ in item.references} - self._targets.keys()
        missing = self._find_targets(LOCK_TARGETS, wanted)
        known: dict[Identity, int] = {}
        if missing:
            # Whoever makes one of these at this moment must see that it is referred to, or be seen.
            known = self._pks_of_missing(missing)
            missing = missing - self._targets.keys()
        if not dangling:
            missing |= self._not_referable(staged)
        if missing and not dangling:
            raise Unprocessable(issues=list(_missing(staged, missing)))
        made = {identity: next(self._keys) for identity in sorted(missing - known.keys())}
        for item in staged:
            item.dangling = {
                identity: known.get(identity) or made[identity]
                for identity, _ in item.references
                if identity in missing
            }
        return made

    def _not_referable(self, staged: list[Staged]) -> set[Identity]:
        """What exists, but not for the caller; what a resource referred to before, it may refer to still."""
        if self.referable is everything:
            return set()
        own = {item.version.pk for item in self._staged.values()}
        keys = {
            pk: identity
            for item in staged
            for identity, _ in item.references
            if (pk := self._targets.get(identity)) is not None and pk not in own
        }
        (some,) = self.seen(keys, self.referable) if keys else (set[int](),)
        hidden = keys.keys() - some
        if hidden:
            sources = [item.version.pk for item in staged if item.old is not None]
            hidden = hidden - set(existing_targets(self.connection, sources).values())
        return {keys[pk] for pk in hidden}

    def _find_targets(self, query: Statement, wanted: set[Identity]) -> set[Identity]:
        """Learn the keys of those of ``wanted`` that exist; return the others."""
        if not wanted:
            return set()
        for pk, identity, exists in self._target_rows(query, wanted):
            if exists:
                self._targets[identity] = pk
        return wanted - self._targets.keys()

    def _pks_of_missing(self, missing: set[Identity]) -> dict[Identity, int]:
        """Return the keys of those of ``missing`` that have one, locked; learn of those that exist by now."""
        known = {}
        for pk, identity, exists in self._target_rows(LOCK_MISSING_TARGETS, missing):
            if exists:
                self._targets[identity] = pk
            else:
                known[identity] = pk
        return known

    def _target_rows(self, query: Statement, wanted: set[Identity]) -> list[tuple[int, Identity, bool]]:
        rows = self.connection.rows(query, {"identities": msgspec.json.encode(sorted(wanted)).decode()})
        self._reads += 1
        gone = {identity for identity, item in self._staged.items() if item.version.deleted}
        return [(pk, (kind, name), bool(exists) and (kind, name) not in gone) for pk, kind, name, exists in rows]

    def _check_deletions(self, staged: list[Staged]) -> None:
        """What is changed in this transaction too is checked by its new references."""
        deleted = [item.version.pk for item in staged if item.version.deleted]
        issues = []
        for target, source in referring(self.connection, deleted, besides=[item.version.pk for item in staged]):
            # Who may not see everything is not told what there is.
            name = "/".join(source) if self.visible is everything else "another resource"
            text = f"{'/'.join(target)} cannot be deleted: {name} refers to it."
            issues.append(Issue("error", "conflict", text, self._deletions.get(target)))
        if issues:
            raise Conflict(issues=issues)


def _missing(staged: list[Staged], missing: set[Identity]) -> Iterable[Issue]:
    for item in staged:
        for identity, reference in item.references:
            if identity in missing:
                text = f"There is no {identity[0]}/{identity[1]} on this server."
                yield Issue("error", "not-found", text, reference.expression)
