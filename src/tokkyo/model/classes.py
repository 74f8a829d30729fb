"""Class symbols of IPC and CPC: every office's spelling brought to `A01B1/02` (WIPO ST.8, CPC scheme).

| spelling                    | where                                    | normal      |
|-----------------------------|------------------------------------------|-------------|
| `A61K   9/1652`             | DOCDB CPC, MAREC                          | A61K9/1652  |
| `A61B  17/1285  20060101AFI…` | DOCDB/EP IPCR fixed columns             | A61B17/1285 |
| `A47L  514`                 | USPTO ST.32 and APS, packed              | A47L5/14    |
| `A01B0001020000`            | IPC scheme, DPMA (zero padded)           | A01B1/02    |
"""

import re

_SLASHED = re.compile(r"([A-HY])\s*(\d{2})\s*([A-Z])\s*0*(\d{1,4})\s*/\s*(\d{2,6})")
_PADDED = re.compile(r"([A-HY]\d{2}[A-Z])(\d{4})(\d{6})$")
_SUBCLASS = re.compile(r"([A-HY])\s*(\d{2})\s*([A-Z])\b")


def from_parts(section: str, class_: str, subclass: str, group: str | None, subgroup: str | None) -> str | None:
    """Join the five parts of an ST.8 symbol; group and subgroup may be missing.

    >>> from_parts("A", "61", "B", "17", "1285"), from_parts("A", "01", "B", None, None)
    ('A61B17/1285', 'A01B')
    """
    head = f"{section}{class_}{subclass}".replace(" ", "").upper()
    if not group:
        return head or None
    return f"{head}{group.lstrip('0') or '0'}/{subgroup or '00'}"


def from_text(text: str | None) -> str | None:
    """Return the symbol at the beginning of a slashed, fixed-column or zero-padded text, or None.

    >>> from_text("A61K   9/1652"), from_text("A01B0001020000"), from_text("A61B  17/1285  20060101AFI20051110RMJP")
    ('A61K9/1652', 'A01B1/02', 'A61B17/1285')
    """
    text = (text or "").strip().upper()
    if found := _SLASHED.match(text):
        section, class_, subclass, group, subgroup = found.groups()
        return f"{section}{class_}{subclass}{group}/{subgroup}"
    if found := _PADDED.match(text):
        head, group, subgroup = found.groups()
        return f"{head}{int(group)}/{subgroup[:2] + subgroup[2:].rstrip('0')}"
    if found := _SUBCLASS.match(text):
        return "".join(found.groups())
    return None


def from_packed(text: str | None) -> str | None:
    """Return the symbol of a packed ST.32/APS text, group right-aligned in three columns, or None.

    >>> from_packed("A47L  514"), from_packed("H01M  202"), from_packed("C07D23100"), from_packed("G06F 1730")
    ('A47L5/14', 'H01M2/02', 'C07D231/00', 'G06F17/30')
    """
    text = (text or "").rstrip().upper()
    if "/" in text:
        return from_text(text)
    head, group, subgroup = text[:4].strip(), text[4:7].strip(), text[7:].strip()
    if not re.fullmatch(r"[A-HY]\d{2}[A-Z]", head):
        return None
    return from_parts(head[0], head[1:3], head[3], group or None, subgroup or None)
