"""Escaping for XML, quick where there is nothing to escape, as nearly always in this corpus."""

from xml.sax.saxutils import escape as _escape


def escape(text: str) -> str:
    """Return the text with `&`, `<` and `>` escaped.

    >>> escape("Harrow & Pell LLP"), escape("bolt")
    ('Harrow &amp; Pell LLP', 'bolt')
    """
    return _escape(text) if "&" in text or "<" in text or ">" in text else text
