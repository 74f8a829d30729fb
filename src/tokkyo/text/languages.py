"""The ten languages whose words are treated specially, as the Lens request page lists them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Language:
    """One language: upper-case code as queries name it, its Snowball stemmer (None where words are segmented)."""

    code: str
    name: str
    stemmer: str | None

    @property
    def column(self) -> str:
        """Return the lower-case code, as text values carry it."""
        return self.code.lower()


LANGUAGES: Mapping[str, Language] = MappingProxyType(
    {
        language.code: language
        for language in (
            Language("AR", "Arabic", "arabic"),
            Language("DE", "German", "german"),
            Language("EN", "English", "english"),
            Language("ES", "Spanish", "spanish"),
            Language("FR", "French", "french"),
            Language("JA", "Japanese", None),
            Language("KO", "Korean", None),
            Language("PT", "Portuguese", "portuguese"),
            Language("RU", "Russian", "russian"),
            Language("ZH", "Chinese", None),
        )
    }
)

DEFAULT_LANGUAGE = "EN"
