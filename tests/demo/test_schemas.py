"""US files obey the DTDs of the USPTO (where these lie beside the project)."""

import io
import re
from pathlib import Path

import pytest
from lxml import etree

CASES = [
    ("uspto-grants", "us-patent-grant-v47-2022-02-17.dtd"),
    ("uspto-applications", "us-patent-application-us-patent-application-v46-2022-02-17.dtd"),
]


def _dtd(path: Path) -> etree.DTD:
    """Load a DTD without its references to MathML and table models, which are files of their own."""
    text = re.sub(r"^%(mathml2|calstblx);", "", path.read_text(encoding="utf-8", errors="replace"), flags=re.MULTILINE)
    return etree.DTD(io.StringIO(text))


@pytest.mark.parametrize(("kind", "name"), CASES)
def test_documents_are_valid(corpus, shared: Path, kind: str, name: str) -> None:
    schema = shared / "data" / "schemas" / "uspto" / name
    if not schema.is_file():
        pytest.skip("no DTD beside the project")
    dtd = _dtd(schema)
    text = b"".join(path.read_bytes() for path in sorted((corpus.folder / kind).glob("*.xml")))
    roots = [etree.fromstring(part) for part in re.split(rb"(?=<\?xml )", text) if part]
    for root in roots:
        assert dtd.validate(root), dtd.error_log.filter_from_errors()
    broken = roots[0]
    broken.remove(broken.find("claims"))
    assert not dtd.validate(broken)
    print(f"{len(roots)} documents valid against {name}")
