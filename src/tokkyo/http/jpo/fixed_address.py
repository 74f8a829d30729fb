"""`jpp_fixed_address`: where J-PlatPat, the office's public platform, shows a case.

The real service's addresses hold 64 hexadecimal digits that cannot be derived. J-PlatPat itself has had addresses
without them since 26 February 2024 (`…/c1801/PU/JP-2021-208845/10/ja`); these are what the setting `jpo_fixed_address`
gives where no answer is recorded.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import msgspec

from tokkyo.errors import SettingError
from tokkyo.model.jpo.apis import DESIGN, PATENT, TRADEMARK
from tokkyo.service.jpo.cases import Cases

PLACES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {PATENT: ("PU", "10"), DESIGN: ("DE", "30"), TRADEMARK: ("TR", "40")}
)
"""Law → folder and kind of number in J-PlatPat's addresses of applications."""


class FixedAddress(msgspec.Struct, frozen=True):
    """The data of the answer."""

    url: str = msgspec.field(name="URL")


@dataclass(frozen=True, slots=True)
class FixedAddresses:
    """Makes addresses of the cases in the store from a template with {folder}, {year}, {serial} and {kind}."""

    cases: Cases
    template: str
    api = "jpp_fixed_address"

    def __post_init__(self) -> None:
        """Raise `SettingError` for a template with other places."""
        try:
            self.template.format(folder="", year="", serial="", kind="")
        except (KeyError, IndexError, ValueError, AttributeError):
            message = f"jpo_fixed_address is {self.template!r}"
            raise SettingError("bad_setting", message, fix="use {folder}, {year}, {serial} and {kind}") from None

    def source(self, law: str) -> Callable[[tuple[str, ...]], FixedAddress | None]:
        """Return what answers the API of a law."""
        folder, kind = PLACES[law]

        def address(values: tuple[str, ...]) -> FixedAddress | None:
            (number,) = values
            if not self.template or not self.cases.exists(law, number):
                return None
            return FixedAddress(self.template.format(folder=folder, year=number[:4], serial=number[4:], kind=kind))

        return address
