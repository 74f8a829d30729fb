"""The lines of a case's file wrapper, alike for every law: which documents have a body, and in which order they stand.

The rule, read off the recorded answers: a document whose row names a version and a kind of part has a body in the
office's files (availability "1"). One without shows version 0000, one blank as its part, and no pages or bytes. What
nobody may inspect counts as having no body. Fees and exchanged priority documents have no number of their own
(`NO_NUMBER`); whatever comes from the register of rights shows `FROM_REGISTER`.
"""

from collections.abc import Iterable

from tokkyo.model.jpo.cases import CaseDocument
from tokkyo.model.jpo.document_names import described

NO_NUMBER = "BBBBBBBBBBB"
FROM_REGISTER = "99999999999"
NO_VERSION, NO_PART = "0000", " "


def wrapper_document(
    law: str,
    *,
    date: str,
    code: str,
    number: str = "",
    version: str = "",
    part: str = "",
    pages: str = "",
    size: str = "",
    closed: bool = False,
    ib: bool = False,
) -> CaseDocument:
    """Return a line of the wrapper from the columns of its row; `closed` tells that it may not be inspected."""
    available = bool(not closed and version.strip("0 ") and part.strip())
    return CaseDocument(
        date=date,
        ib="1" if ib else "0",
        available="1" if available else "0",
        code=code,
        description=described(law, code, part),
        number=number or NO_NUMBER,
        version=version.zfill(4) if available else NO_VERSION,
        separator=part if available else NO_PART,
        pages=_count(pages) if available else "0",
        size=_count(size) if available else "0",
    )


def register_document(law: str, date: str, code: str) -> CaseDocument:
    """Return a line that comes from the register of rights."""
    return wrapper_document(law, date=date, code=code, number=FROM_REGISTER)


def in_order(documents: Iterable[CaseDocument]) -> tuple[CaseDocument, ...]:
    """Return documents by date; those of one day stay as they came."""
    return tuple(sorted(documents, key=lambda document: document.date))


def _count(value: str) -> str:
    """Return a number without leading zeros, "0" for what is none."""
    return value.lstrip("0 ") if value.strip().isdecimal() and value.strip("0 ") else "0"
