"""The lines of an APS record as groups of tagged values."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_VALUE_AT = 5


@dataclass(frozen=True, slots=True)
class Group:
    """A group and its fields in file order; a field's lines keep their blanks, since class symbols need them."""

    name: str
    fields: tuple[tuple[str, tuple[str, ...]], ...]

    def values(self) -> Iterator[tuple[str, str]]:
        """Yield (tag, value) with continued lines joined by blanks and blanks in front kept."""
        for tag, lines in self.fields:
            yield tag, " ".join((lines[0].rstrip(), *(line.strip() for line in lines[1:])))

    def text(self, tag: str) -> str | None:
        """Return the first value of that tag, trimmed, or None when absent or blank."""
        return next((value.strip() for name, value in self.values() if name == tag), None) or None


def groups(lines: Iterable[str]) -> list[Group]:
    """Split a record's lines into groups; lines before the first group (the file's header) are left out."""
    found: list[tuple[str, list[tuple[str, list[str]]]]] = []
    for line in lines:
        tag, value = line[:4].rstrip(), line[_VALUE_AT:]
        if len(tag) == 4 and tag.isupper() and not value.strip():
            found.append((tag, []))
        elif tag and found:
            found[-1][1].append((tag, [value]))
        elif value.strip() and found and found[-1][1]:
            found[-1][1][-1][1].append(value)
    return [Group(name, tuple((tag, tuple(texts)) for tag, texts in fields)) for name, fields in found]


def of(found: Iterable[Group], *names: str) -> Iterator[Group]:
    """Yield the groups of those names, in file order."""
    return (group for group in found if group.name in names)
