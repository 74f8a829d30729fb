"""Closed value lists of enumerated fields, as the Lens request page and response table print them."""

from types import MappingProxyType

PUBLICATION_TYPES = (
    "ABSTRACT",
    "AMBIGUOUS",
    "AMENDED_APPLICATION",
    "AMENDED_PATENT",
    "DESIGN_RIGHT",
    "GRANTED_PATENT",
    "LIMITED_PATENT",
    "PATENT_APPLICATION",
    "PATENT_OF_ADDITION",
    "PLANT_PATENT",
    "SEARCH_REPORT",
    "SPC",
    "STATUTORY_INVENTION_REGISTRATION",
    "UNKNOWN",
)

PATENT_STATUSES = ("ACTIVE", "PENDING", "DISCONTINUED", "INACTIVE", "EXPIRED", "PATENTED", "UNKNOWN")

# Values of the request page that no record holds, and what records hold in their place.
OTHER_WORDS = MappingProxyType({"WITHDRAWN_OR_REJECTED": "DISCONTINUED"})

LINKAGE_TYPES = (
    "DEFAULT",
    "PCT_REGIONAL_FILING",
    "DIVISION",
    "CONTINUATION",
    "TECHNICAL_PRIORITY",
    "PCT_PARIS_CONVENTION",
    "CONTINUATION_IN_PART",
    "ABANDONED_CONTINUATION",
    "ABANDONED_CIP",
    "DOMESTIC_PRIORITY_PATENT",
    "ABANDONED_DIVISION",
    "ADDITION",
    "DOMESTIC_PRIORITY_UTILITY",
    "PATENT_FOR_UTILITY_MODEL",
    "ORIGINAL_REISSUE",
    "PATENT_TO_UTILITY",
    "DOMESTIC_PRIORITY",
    "UNKNOWN",
    "UTILITY_TO_PATENT",
    "COGNATE",
    "EP_REGIONAL_FILING",
    "DIVISION_OF_DIVISION",
    "DIVISION_2",
    "SUPPLEMENTARY_DISCLOSURE",
    "WIDERRECHTLICHE_ENTNAHME",
    "RE_EXAMINATION",
    "SUBSTITUTE",
)

CITED_PHASES = ("SEA", "ISR", "SUP", "PRS", "APP", "EXA", "OPP", "APL", "FOP", "TPO", "CH2")

CITATION_CATEGORIES = ("X", "I", "Y", "A", "O", "P", "T", "E", "D", "L", "R")

LENGTH_BUCKETS = (
    "NT_1_100",
    "NT_101_5000",
    "NT_5001_100K",
    "NT_100K",
    "AA_1_50",
    "AA_51_300",
    "AA_301",
)

SEQUENCE_TYPES = ("N", "P")

CASE_LAWS = ("PATENT", "DESIGN", "TRADEMARK")
"""Under which law a case before the Japan Patent Office stands."""
