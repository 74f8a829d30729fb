"""Accept-Encoding as RFC 9110 (12.4.2, 12.5.3) reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokkyo.http.negotiation import chosen, weights

OFFERED = ("zstd", "br", "gzip")


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("", None),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br", "br"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("gzip;q=0.5,br;q=0.501", "br"),
        ("gzip ; q = 0.5 , br ; q=0.4", "gzip"),
        ("br;q=0", None),
        ("br;q=0.000, gzip", "gzip"),
        ("*", "zstd"),
        ("*;q=0", None),
        ("gzip, *;q=0", "gzip"),
        ("zstd;q=0, *", "br"),
        ("zstd;q=0.1, *;q=0.2", "br"),
        ("identity", None),
        ("identity, gzip;q=0.5", None),
        ("identity;q=0.5, gzip", "gzip"),
        ("identity;q=0, gzip", "gzip"),
        ("identity;q=0", None),
        ("*, identity", "zstd"),
        ("deflate, compress", None),
        ("gzip;q=2", None),
        ("gzip;q=-1", None),
        ("gzip;q=nan", None),
        ("gzip;level=9", None),
        ("gzip;q=0.1234", None),
        (",, ,gzip,", "gzip"),
    ],
)
def test_the_coding_a_client_likes_best(header: str, coding: str | None) -> None:
    assert chosen(header, OFFERED) == coding


def test_only_what_is_offered() -> None:
    assert chosen("zstd, br;q=0.9, gzip;q=0.1", ("gzip",)) == "gzip"
    assert chosen("*", ()) is None


@given(st.text(st.characters(max_codepoint=255)) | st.text(" ,;=q0.1*gzipbr", max_size=300))
def test_any_header(header: str) -> None:
    coding = chosen(header, OFFERED)
    named = weights(header)
    assert all(0 <= weight <= 1 for weight in named.values())
    if coding is not None:
        weight = named.get(coding, named.get("*", 0))
        assert weight > 0
        assert all(weight >= named.get(other, named.get("*", 0)) for other in OFFERED)
