"""Classes of an `exchange-document`: IPC (both layouts), CPC with its combination sets, and national schemes."""

from collections.abc import Iterable, Iterator

from tokkyo.formats.parts.class_columns import classification, classifications, from_columns, from_edition, with_older
from tokkyo.formats.parts.document_ids import leaves
from tokkyo.formats.xml import Element, attribute, child, children, descendants, local, squeeze
from tokkyo.model.classes import from_parts, from_text
from tokkyo.model.publication import Classification, Classifications

# Lists of editions 1 to 7, with the position their place in the element stands for; OPS has plain `text` lines.
_OLDER = {"main-classification": "F", "further-classification": "L", "text": None}
_PACKED_SCHEMES = frozenset({"EC", "ECLA", "ICO"})


def classified(
    groups: dict[str, list[Element]],
) -> tuple[Classifications | None, Classifications | None, Classifications | None]:
    """Return the IPC, CPC and national classes of the bibliographic data, given by local name."""
    ipc = [
        found
        for group in groups.get("classifications-ipcr", ())
        for node in children(group, "classification-ipcr")
        if (line := child(node, "text")) is not None and (found := from_columns(line.text)) is not None
    ]
    older = [found for group in groups.get("classification-ipc", ()) for found in _editions(group)]
    cpc: list[Classification] = []
    national: list[Classification] = []
    for group in groups.get("patent-classifications", ()):
        for node in children(group, "patent-classification"):
            _sort(node, cpc, national)
        cpc += _combined(group, cpc)
    for group in groups.get("classification-ecla", ()):
        national += _symbols(descendants(group, "classification-symbol"))
    for group in groups.get("classification-national", ()):
        national += _symbols(descendants(group, "text", "main-classification", "further-classification"))
    return with_older(ipc, older), classifications(cpc), classifications(national)


def _editions(group: Element) -> Iterator[Classification]:
    for node in group:
        name = local(node)
        if name in _OLDER and (found := from_edition(node.text, _OLDER[name])) is not None:
            yield found


def _sort(node: Element, cpc: list[Classification], national: list[Classification]) -> None:
    scheme = (attribute(child(node, "classification-scheme"), "scheme") or "").upper()
    texts = leaves(node)
    if scheme.startswith("CPC"):
        if (symbol := _cpc_symbol(texts)) is not None:
            cpc.append(classification(symbol, texts.get("classification-value"), texts.get("symbol-position")))
    elif printed := texts.get("classification-symbol") or _joined(texts):
        symbol = printed.replace(" ", "") if scheme in _PACKED_SCHEMES else printed
        national.append(Classification(symbol=symbol))


def _cpc_symbol(texts: dict[str, str]) -> str | None:
    if printed := texts.get("classification-symbol"):
        return from_text(printed)
    return _joined(texts)


def _joined(texts: dict[str, str]) -> str | None:
    section, class_, subclass = (texts.get(part, "") for part in ("section", "class", "subclass"))
    return from_parts(section, class_, subclass, texts.get("main-group"), texts.get("subgroup"))


def _combined(group: Element, known: list[Classification]) -> Iterator[Classification]:
    """Yield the symbols that stand in combination sets only."""
    seen = {one.symbol for one in known}
    for outer in children(group, "combination-set"):
        for node in descendants(outer, "patent-classification"):
            texts = leaves(node)
            symbol = _cpc_symbol(texts)
            if symbol is not None and symbol not in seen:
                seen.add(symbol)
                yield classification(symbol, texts.get("classification-value"), None)


def _symbols(nodes: Iterable[Element]) -> Iterator[Classification]:
    for node in nodes:
        if text := squeeze(node.text or ""):
            yield Classification(symbol=text)
