"""Key sets of clients by address: what is fetched, from where never, and for how long it counts."""

from __future__ import annotations

import ipaddress
import json
import threading
from collections.abc import Iterator

import pytest

from fhirserver.access.clients import Client
from fhirserver.oauth import fetching
from fhirserver.oauth.fetching import Fetched, FetchError, fetch, may_be_reached, seconds_to_keep
from fhirserver.oauth.key_sets import KeySets, keys_in
from tests.oauth.key_server import key_server
from tests.oauth.world import JWKS, client

LOOPBACK = [ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128")]


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A web server with TLS, trusted as long as the tests of this module run."""
    data = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch, key_server(data) as address:
        patch.setenv("SSL_CERT_FILE", str(data / "tls" / "ca.pem"))
        yield address


def test_a_key_set_is_fetched_over_tls_and_says_how_long_it_may_be_kept(origin: str) -> None:
    found = fetch(f"{origin}/jwks", LOOPBACK)
    assert (json.loads(found.body), found.seconds) == (JWKS, 60)


def test_64_kilobytes_are_read_and_no_more(origin: str) -> None:
    assert len(fetch(f"{origin}/full", LOOPBACK).body) == 64 * 1024
    with pytest.raises(FetchError, match="more than 65536 bytes"):
        fetch(f"{origin}/large", LOOPBACK)


@pytest.mark.parametrize(("path", "why"), [("/moved", "status 302"), ("/missing", "status 404")])
def test_redirects_are_not_followed_and_only_200_counts(origin: str, path: str, why: str) -> None:
    with pytest.raises(FetchError, match=why):
        fetch(origin + path, LOOPBACK)


def test_whoever_drips_is_left(origin: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.5)
    with pytest.raises(FetchError):
        fetch(f"{origin}/drip", LOOPBACK)


def test_a_certificate_that_nobody_vouches_for_is_not_believed(origin: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(FetchError, match="SSLCertVerificationError"):
        fetch(f"{origin}/jwks", LOOPBACK)


def test_a_private_network_is_not_reached_unless_the_operator_allows_it(origin: str) -> None:
    with pytest.raises(FetchError, match="may not be reached"):
        fetch(f"{origin}/jwks")


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/jwks",
        "file:///etc/passwd",
        "https://",
        "https:///jwks",
        "https://user:password@example.org/jwks",
        "https://example.org:99999/",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://0.0.0.0/",
        "https://localhost/",
        "https://169.254.169.254/latest/meta-data",
        "https://10.0.0.1/",
        "https://127.0.0.1/a\r\nHost: b",
        "https://" + "a" * 300 + "/",
        "nonsense",
        "",
    ],
)
def test_addresses_that_lead_nowhere_good_are_refused(url: str) -> None:
    with pytest.raises(FetchError):
        fetch(url)


@pytest.mark.parametrize(
    ("address", "reached"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("::ffff:8.8.8.8", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False),
    ],
)
def test_only_addresses_of_the_internet_are_reached(address: str, reached: bool) -> None:
    assert may_be_reached(address) is reached


def test_allowed_networks_are_reached_and_no_others() -> None:
    allowed = [ipaddress.ip_network("10.1.0.0/16")]
    assert may_be_reached("10.1.2.3", allowed)
    assert may_be_reached("::ffff:10.1.2.3", allowed)
    assert not may_be_reached("10.2.0.1", allowed)


@pytest.mark.parametrize(
    ("cache_control", "age", "seconds"),
    [
        (None, None, 300),
        ("max-age=60", None, 60),
        ("public, MAX-AGE=60", "20", 40),
        ("max-age=60", "90", 0),
        ("max-age=60", "soon", 60),
        ("no-store", None, 0),
        ("max-age=60, no-cache", None, 0),
        ("max-age=999999999", None, 86400),
        ("private", None, 300),
    ],
)
def test_a_set_is_kept_no_longer_than_it_may_be(cache_control: str | None, age: str | None, seconds: int) -> None:
    assert seconds_to_keep(cache_control, age) == seconds


class Source:
    """A source of key sets that counts, and a clock that is set by hand."""

    def __init__(self, seconds: int) -> None:
        self.fetched = 0
        self.time = 0.0
        self.keys = [{"kid": "a"}]
        self.seconds = seconds
        self.fails = False
        self.sets = KeySets(self.fetch, lambda: self.time)

    def fetch(self, url: str) -> Fetched:
        assert url == "https://app.example.org/jwks"
        self.fetched += 1
        if self.fails:
            raise FetchError("status 500")
        return Fetched(json.dumps({"keys": self.keys}).encode(), self.seconds)

    def kids(self, kid: str, owner: Client | None = None) -> list[object]:
        return [key["kid"] for key in self.sets.keys_of(owner or BY_ADDRESS, kid)]


BY_ADDRESS = client("by-address", "private_key_jwt", jwks=None, jwks_uri="https://app.example.org/jwks")


def test_a_set_is_fetched_again_when_its_time_is_over() -> None:
    source = Source(seconds=100)
    for time, fetched in ((0, 1), (50, 1), (99.9, 1), (100, 2), (150, 2), (200, 3)):
        source.time = time
        assert source.kids("a") == ["a"]
        assert source.fetched == fetched, time


def test_a_set_that_is_not_to_be_kept_is_used_for_a_second() -> None:
    source = Source(seconds=0)
    for time, fetched in ((0, 1), (0.9, 1), (1, 2), (2, 3)):
        source.time = time
        source.kids("a")
        assert source.fetched == fetched, time


def test_an_unknown_kid_makes_it_fetched_again_once_a_minute() -> None:
    source = Source(seconds=3600)
    assert source.kids("b") == ["a"]
    source.keys = [{"kid": "b"}]
    for time, fetched, kids in ((1, 1, ["a"]), (59, 1, ["a"]), (60, 2, ["b"]), (61, 2, ["b"])):
        source.time = time
        assert (source.kids("b"), source.fetched) == (kids, fetched), time
    source.time = 100
    assert (source.kids("c"), source.fetched) == (["b"], 2)


def test_a_set_that_cannot_be_fetched_is_tried_again_after_a_while_and_does_not_serve_old_keys() -> None:
    source = Source(seconds=10)
    source.kids("a")
    source.fails = True
    for time, fetched in ((10, 2), (14.9, 2), (15, 3)):
        source.time = time
        assert (source.kids("a"), source.fetched) == ([], fetched), time
    source.fails, source.time = False, 20
    assert source.kids("a") == ["a"]


def test_another_address_is_fetched_at_once() -> None:
    source = Source(seconds=3600)
    source.kids("a")
    with pytest.raises(AssertionError):
        source.kids("a", client("by-address", "private_key_jwt", jwks=None, jwks_uri="https://new.example.org/jwks"))


@pytest.mark.parametrize("document", [None, [], {}, {"keys": None}, {"keys": {}}, {"keys": [1]}, {"keys": "abc"}, 7])
def test_what_is_no_key_set_is_refused(document: object) -> None:
    with pytest.raises(ValueError, match="not a JSON Web Key Set"):
        keys_in(document)


def test_at_once_there_is_one_fetch() -> None:
    source = Source(seconds=3600)
    threads = [threading.Thread(target=source.kids, args=("a",)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert source.fetched == 1
