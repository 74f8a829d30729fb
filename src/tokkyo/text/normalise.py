"""Bringing text to one spelling before it is split into words, and keywords to a length the index can hold."""

import unicodedata

MAX_KEYWORD_BYTES = 60_000


def normalise(text: str) -> str:
    """Return the text in Unicode form NFKC: full-width letters narrow, half-width kana wide, accents composed.

    Lone surrogates, which no encoding can carry, become U+FFFD. ASCII text is returned as it is.
    """
    if text.isascii():
        return text
    text = encodable(text)
    return text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)


def encodable(text: str) -> str:
    """Return the text with lone surrogates replaced by U+FFFD, so that UTF-8 can carry it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def bounded(value: str) -> str:
    """Return a keyword cut to what the index can hold as one term: 60,000 bytes of UTF-8, whole characters."""
    if len(value) * 4 <= MAX_KEYWORD_BYTES:
        return value
    return value.encode("utf-8", "replace")[:MAX_KEYWORD_BYTES].decode("utf-8", "ignore")
