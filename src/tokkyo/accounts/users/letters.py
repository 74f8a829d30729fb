"""What letters to users say, in Japanese and in English; where both are sent, the Japanese text prevails (P6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tokkyo.accounts.users.letters_english import ENGLISH
from tokkyo.accounts.users.letters_japanese import JAPANESE
from tokkyo.accounts.users.mail import Letter
from tokkyo.errors import SettingError
from tokkyo.settings import Settings

TEXTS: Mapping[str, Mapping[str, tuple[str, str]]] = MappingProxyType({"ja": JAPANESE, "en": ENGLISH})
"""Texts by language and name: subject and body, with names in braces for what differs."""

PREVAILS = {
    "ja": "英文は参考訳です。日本語の文面が正文であり、両者に相違がある場合は日本語が優先します。",
    "en": "The English text is a translation for reference. Where the two differ, the Japanese text prevails.",
}
_RULE = "\n" + "-" * 60 + "\n"


@dataclass(frozen=True, slots=True)
class House:
    """Who writes: the operator's name, addresses of the service and of the terms, the support centre, languages."""

    operator: str
    public_url: str
    token_url: str
    terms_url: str
    support: str
    languages: tuple[str, ...]

    @classmethod
    def of(cls, settings: Settings) -> "House":
        """Read it from the settings. Raises `SettingError` `bad_setting`."""
        languages = tuple(part.strip() for part in settings.text("mail_languages").split(",") if part.strip())
        if not languages or any(language not in TEXTS for language in languages):
            found = settings.text("mail_languages")
            raise SettingError("bad_setting", f"mail_languages is {found!r}", fix=f"give {', '.join(TEXTS)} or one")
        url = settings.public_address
        return cls(
            operator=settings.text("operator_name"),
            public_url=url,
            token_url=url + settings.text("jpo_token_path"),
            terms_url=settings.text("terms_url"),
            support=settings.text("support_contact"),
            languages=languages,
        )

    def letter(self, to: str, which: str, /, **values: object) -> Letter:
        """Write one of the letters; values that depend on the language are given as `(ja, en)` in a tuple."""
        subjects, bodies = [], []
        for language in self.languages:
            subject, body = TEXTS[language][which]
            filled = {key: _in(language, value) for key, value in {**self._own(), **values}.items()}
            subjects.append(subject.format(**filled))
            bodies.append(body.strip().format(**filled) + "\n\n" + self._signature())
        if len(self.languages) > 1:
            bodies.append("\n".join(PREVAILS[language] for language in self.languages) + "\n")
        return Letter(to, " / ".join(subjects), _RULE.join(bodies))

    def _own(self) -> Mapping[str, str]:
        return {"operator": self.operator, "token_url": self.token_url, "public_url": self.public_url}

    def _signature(self) -> str:
        lines = (self.operator, self.public_url, self.support)
        return "\n".join(line for line in lines if line) + "\n"


def _in(language: str, value: object) -> object:
    """Return a value, or of a pair of texts the one in a language; a missing one is told in the other."""
    if isinstance(value, tuple):
        japanese, english = value
        return (japanese or english) if language == "ja" else (english or japanese)
    return value
