"""One publication with everything a format may want to write about it; texts are made once per family and shared."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from tokkyo.demo import prose
from tokkyo.demo.citing import Article, Cited
from tokkyo.demo.family import Invention, Publication
from tokkyo.demo.fields import FIELDS
from tokkyo.demo.prose import Block, Claim, Palette
from tokkyo.demo.subject import Voice

T = TypeVar("T")


class Texts:
    """The texts of a family, written when first asked for, in an order that makes them the same every time."""

    def __init__(self, invention: Invention) -> None:
        self.invention = invention
        self._told: dict[str, tuple[str, str]] = {}
        self._memo: dict[str, Any] = {}

    def once(self, key: str, make: Callable[[], T]) -> T:
        """Return what `make` returns, made once a family: formats keep here what its publications share."""
        if key not in self._memo:
            self._memo[key] = make()
        return self._memo[key]  # type: ignore[no-any-return]

    @cached_property
    def palette(self) -> Palette:
        """The English palette with title and abstract already drawn."""
        return Palette(self.invention.subject)

    @cached_property
    def english(self) -> tuple[str, str]:
        """English title and abstract."""
        if self.invention.publications[0].type == "design":
            return prose.design_title(self.invention.subject), ""
        return self.palette.title(), self.palette.abstract()

    @cached_property
    def claims(self) -> list[Claim]:
        """The claims as filed, in English."""
        _ = self.english
        return self.palette.claims(self.invention.claims)

    @cached_property
    def blocks(self) -> list[Block]:
        """The description in English."""
        _ = self.claims
        return self.palette.description(self.invention.length)

    def told(self, language: str) -> tuple[str, str]:
        """Return title and abstract in a language."""
        if language == "en":
            return self.english
        if language not in self._told:
            voice = Voice(language, self.invention.subject)
            self._told[language] = (voice.title(), voice.abstract())
        return self._told[language]

    @cached_property
    def granted_claims(self) -> list[Claim]:
        """The claims as granted: fewer, the first narrowed by what the second said."""
        claims = self.claims
        if len(claims) < 6 or claims[1].refers != 1:
            return claims
        head = claims[0]
        narrowed = Claim((*head.parts[:-1], f"{head.parts[-1]}, and {claims[1].parts[0]}"))
        kept = [narrowed]
        for claim in claims[2:]:
            refers = max(1, claim.refers - 1) if claim.refers else 0
            kept.append(Claim(claim.parts, refers, claim.opening))
        return kept


class Record(NamedTuple):
    """A publication, its family, texts and citations."""

    publication: Publication
    invention: Invention
    texts: Texts
    patents: list[Cited]
    literature: list[Article]

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages of title and abstract: the publication's own first, then those its office adds."""
        own = self.publication.language
        match self.publication.office:
            case "WO":
                return tuple(dict.fromkeys((own, "en", "fr")))
            case "EP":
                return tuple(dict.fromkeys((own, "en", "de", "fr")))
        return (own,) if own == "en" else (own, "en")

    @property
    def sequences(self) -> bool:
        """Whether the publication discloses biological sequences."""
        invention = self.invention
        return FIELDS[invention.field].biological and self.publication.type == "utility" and invention.index % 3 != 0
