"""Path parameters of the retrieval APIs: their shapes, and what is wrong with what was sent.

Sources: JPO's OpenAPI document 1.0 (patterns), handbook 1.4 and the list of status codes (204, 208).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tokkyo.http.jpo.outcomes import BAD_LETTER, BAD_VALUE, NO_DATA
from tokkyo.model.jpo.apis import DESIGN, PATENT, TRADEMARK, Api

# JPO's prose lists tab , ; | and its message tab , : | - none of the five is taken.
_FORBIDDEN = re.compile(r"[\t,:;|]")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: its name in our routes, its shape, an example and what it is."""

    name: str
    pattern: str
    example: str
    meaning: str

    def fits(self, value: str) -> bool:
        """Return whether a value has the shape."""
        return re.fullmatch(self.pattern, value, re.ASCII) is not None


APPLICATION = Parameter(
    "application", "[0-9]{10}", "2020123456", "application number: year of our era and six digits, padded with 0"
)
CODE = Parameter("code", "[0-9]{9}", "000003207", "applicant code, nine digits (code index 01520)")
NAME = Parameter("name", "(?s:.+)", "トヨタ自動車株式会社", "name of an applicant, letter for letter")
PATENT_KIND = Parameter("kind", "application|publication|registration", "publication", "kind of the number")
KIND = Parameter("kind", "application|registration", "registration", "kind of the number")
PCT_KIND = Parameter(
    "kind", "international_application|international_publication", "international_application", "kind of the number"
)
NUMBER = Parameter(
    "number", "[0-9]{10}|[0-9]{7}", "2020123456", "ten digits; a registration number seven, padded with 0"
)
PCT_NUMBER = Parameter(
    "number", "[A-Z]{2}[0-9]{10}", "JP2019011858", "country or WO, year and six digits, such as WO2019011858"
)

OPD_KIND = Parameter("kind", "application|publication", "application", "kind of the number")
DOCDB = Parameter(
    "number",
    r"[A-Za-z]{2}\.[0-9A-Za-z]{1,94}\.[0-9A-Za-z*]{1,2}",
    "JP.2015500001.A",
    "DOCDB number: office, number, kind",
)
DOCUMENT = Parameter(
    "document",
    r"[0-9A-Za-z_.()&+-]{1,200}_[0-9A-Za-z]{1,40}_[A-Z]{2}",
    "Written_Opinion_50800695453_JP",
    "document of a dossier",
)

NUMBER_OF_KIND: Mapping[str, str] = MappingProxyType(
    {
        "application": "[0-9]{10}",
        "publication": "[0-9]{10}",
        "registration": "[0-9]{7}",
        "international_application": "[A-Z]{2}[0-9]{10}",
        "international_publication": "WO[0-9]{10}",
    }
)
"""The shape of a number by its kind."""

_OF_NAME: Mapping[str, tuple[Parameter, ...]] = {
    "applicant_attorney_cd": (CODE,),
    "applicant_attorney": (NAME,),
    "case_number_reference": (KIND, NUMBER),
    "pct_national_phase_application_number": (PCT_KIND, PCT_NUMBER),
    "family": (OPD_KIND, DOCDB),
    "family_list": (OPD_KIND, DOCDB),
    "global_doc_list": (DOCDB,),
    "global_cite_class": (DOCDB,),
    "global_doc_cont": (DOCDB, DOCUMENT),
    "jp_doc_cont": (DOCDB, DOCUMENT),
}


def parameters_of(api: Api) -> tuple[Parameter, ...]:
    """Return the parameters of an API, in the order of its address."""
    if api.law == PATENT and api.name == "case_number_reference":
        return (PATENT_KIND, NUMBER)
    return _OF_NAME.get(api.name, (APPLICATION,))


CHECKED = frozenset(
    {
        *((law, "case_number_reference") for law in (PATENT, DESIGN, TRADEMARK)),
        (PATENT, "pct_national_phase_application_number"),
    }
)
"""The APIs for which JPO's document lists 204."""


@dataclass(frozen=True, slots=True)
class Checks:
    """What is looked at before an API is asked."""

    parameters: tuple[Parameter, ...]
    malformed: str

    @classmethod
    def of(cls, api: Api, *, strict: bool) -> "Checks":
        """Return the checks of an API; `strict` answers 204 where JPO's document lists none, instead of 107."""
        listed = strict or (api.law, api.name) in CHECKED
        return cls(parameters_of(api), BAD_VALUE if listed else NO_DATA)

    def fault(self, values: tuple[str, ...]) -> str:
        """Return the code of what is wrong with the values, "" for nothing; 107 for what cannot be in any store."""
        if any(map(_FORBIDDEN.search, values)):
            return BAD_LETTER
        fits = all(parameter.fits(value) for parameter, value in zip(self.parameters, values, strict=True))
        if fits and len(values) == 2 and self.parameters[1] in (NUMBER, PCT_NUMBER):
            fits = re.fullmatch(NUMBER_OF_KIND[values[0]], values[1], re.ASCII) is not None
        return "" if fits else self.malformed
