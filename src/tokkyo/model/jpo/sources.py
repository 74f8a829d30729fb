"""What a source file of the Japan Patent Office holds, as readers hand it to the store."""

import msgspec


class TableRows(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="rows"):
    """Rows of one table of the standardized data, in the order of the file.

    `table` is its physical name; `delete` tells that the rows of these keys are gone (of a `del_` file, or marked so).
    Each row has the values of the columns `Table.columns` in their order, "" for what is absent. Later rows win over
    earlier ones of the same key. A deletion without a key means all rows of the case it names.
    """

    table: str
    delete: bool
    rows: tuple[tuple[str, ...], ...]


class RecordedAnswer(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="answer"):
    """An answer of the real service to one call: `key` are the path parameters joined by `/`, percent-decoded.

    `body` is what was sent, byte for byte: JSON in UTF-8 (with the counter of that day), or a ZIP archive.
    """

    law: str
    api: str
    key: str
    media: str
    body: bytes


class DocumentBody(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="body"):
    """A file of a document of a case, as JPO sends it.

    `application` has ten digits, `number` is the document's (11 digits, "" where unknown), `code` its intermediate code
    (`A53`, `A131`), `name` the file's name in an archive below the folder of the document, e.g.
    `JPOXMLDOC01-jpbibl.xml`. `bytes` are unchanged: XML and HTM in Shift_JIS (cp932), PDF, images.
    """

    law: str
    application: str
    number: str
    code: str
    name: str
    media: str
    bytes: bytes


JpoRecord = TableRows | RecordedAnswer | DocumentBody
