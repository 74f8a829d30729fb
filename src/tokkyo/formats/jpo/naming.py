"""What the name and folders of a file tell of a document of a case.

The retrieval APIs send documents in ZIP archives named `docContRefusalReason_<application>.zip`. Sent documents lie in
them as `<document>-jpntce.xml` (patents) or `<document>P.HTM`, their images as `<document>0001.tif`; received ones in
folders `<code>_<document>/` with fixed names of files. A document's number has eleven digits.
"""

import re
from dataclasses import dataclass

from tokkyo.model.jpo.apis import LAWS

_FOLDER = re.compile(r"(?P<code>[A-Z]{1,2}[0-9]{1,7})_(?P<number>[0-9]{11})(?:\.[A-Za-z]{3,4})?\Z")
_SENT = re.compile(
    r"(?P<number>[0-9]{11})(?:-jpntce\.xml|P\.html?|[0-9]{4}\.(?:tiff?|jpe?g|gif|png|bmp)|\.pdf)\Z", re.IGNORECASE
)
_RECEIVED = re.compile(r"JPO(?:XML|SGML)DOC[0-9]+[^/]*\Z", re.IGNORECASE)
_DOWNLOADED = re.compile(r"docCont[A-Za-z]+_(?P<application>[0-9]{10})(?:\.zip)?\Z")
_RECORDED = re.compile(
    rf"(?P<law>{'|'.join(LAWS)})__v1__app_doc_cont_[a-z_]+?__(?P<application>[0-9]{{10}})(?:\.zip)?\Z"
)
_APPLICATION = re.compile(r"(?P<application>[0-9]{10})\Z")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file of a document lies: "" for what its path does not tell; `name` is the file's own."""

    name: str
    law: str = ""
    application: str = ""
    code: str = ""
    number: str = ""

    @property
    def is_document(self) -> bool:
        """Return whether the path names a document, by number or by a name the office gives."""
        return bool(self.number) or bool(_RECEIVED.match(self.name))


def place_of(path: str) -> Place:
    """Return what a path tells; folders, archives (`a.zip!b`) and the file all count, the innermost first.

    >>> place_of("docContOpinionAmendment_2020123456.zip!A53_52400900476/JPOXMLDOC01-jpbibl.xml")
    Place(name='JPOXMLDOC01-jpbibl.xml', law='', application='2020123456', code='A53', number='52400900476')
    """
    parts = [part for part in re.split(r"[/\\!]", path) if part]
    name = parts.pop() if parts else ""
    told = {"law": "", "application": "", "code": "", "number": ""}
    for pattern in (_FOLDER, _SENT):
        _learn(told, pattern.match(name))
    for part in reversed(parts):
        for pattern in (_FOLDER, _DOWNLOADED, _RECORDED, _APPLICATION):
            _learn(told, pattern.match(part))
        if part in LAWS and not told["law"]:
            told["law"] = part
    return Place(name, **told)


def _learn(told: dict[str, str], found: re.Match[str] | None) -> None:
    for name, value in found.groupdict().items() if found else ():
        told[name] = told[name] or value
