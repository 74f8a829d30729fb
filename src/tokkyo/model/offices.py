"""Offices that publish or receive patent documents, by WIPO ST.3 code, with their English names."""

from types import MappingProxyType

_NAMES = """
AD Andorra|AE United Arab Emirates|AL Albania|AM Armenia|AP ARIPO|AR Argentina|AT Austria|AU Australia|AZ Azerbaijan
BA Bosnia and Herzegovina|BB Barbados|BE Belgium|BG Bulgaria|BH Bahrain|BN Brunei Darussalam|BO Bolivia|BR Brazil
BW Botswana|BX Benelux|BY Belarus|BZ Belize|CA Canada|CH Switzerland|CL Chile|CN China|CO Colombia|CR Costa Rica
CS Czechoslovakia|CU Cuba|CY Cyprus|CZ Czechia|DD German Democratic Republic|DE Germany|DK Denmark|DM Dominica
DO Dominican Republic|DZ Algeria|EA Eurasian Patent Organization|EC Ecuador|EE Estonia|EG Egypt
EM European Union Intellectual Property Office|EP European Patent Office|ES Spain|FI Finland|FR France
GB United Kingdom|GC Gulf Cooperation Council|GD Grenada|GE Georgia|GH Ghana|GM Gambia|GR Greece|GT Guatemala
HK Hong Kong|HN Honduras|HR Croatia|HU Hungary|IB WIPO International Bureau|ID Indonesia|IE Ireland|IL Israel|IN India
IQ Iraq|IR Iran|IS Iceland|IT Italy|JM Jamaica|JO Jordan|JP Japan|KE Kenya|KG Kyrgyzstan|KH Cambodia
KP North Korea|KR South Korea|KW Kuwait|KZ Kazakhstan|LA Laos|LB Lebanon|LI Liechtenstein|LK Sri Lanka|LT Lithuania
LU Luxembourg|LV Latvia|LY Libya|MA Morocco|MC Monaco|MD Moldova|ME Montenegro|MG Madagascar|MK North Macedonia
MN Mongolia|MO Macao|MT Malta|MU Mauritius|MW Malawi|MX Mexico|MY Malaysia|MZ Mozambique|NA Namibia|NG Nigeria
NI Nicaragua|NL Netherlands|NO Norway|NZ New Zealand|OA OAPI|OM Oman|PA Panama|PE Peru
PG Papua New Guinea|PH Philippines|PK Pakistan|PL Poland|PT Portugal|PY Paraguay|QA Qatar|RH Rhodesia|RO Romania
RS Serbia|RU Russia|SA Saudi Arabia|SC Seychelles|SD Sudan|SE Sweden|SG Singapore|SI Slovenia|SK Slovakia
SM San Marino|SU Soviet Union|SV El Salvador|SY Syria|TH Thailand|TJ Tajikistan|TM Turkmenistan|TN Tunisia|TR Turkey
TT Trinidad and Tobago|TW Taiwan|TZ Tanzania|UA Ukraine|UG Uganda|US United States|UY Uruguay|UZ Uzbekistan
VE Venezuela|VN Viet Nam|WO World Intellectual Property Organization|XH Nordic Patent Institute
XN Nordic Patent Institute|XV Visegrad Patent Institute|YU Yugoslavia|ZA South Africa|ZM Zambia|ZW Zimbabwe
"""

OFFICES: MappingProxyType[str, str] = MappingProxyType(
    {entry[:2]: entry[3:] for line in _NAMES.strip().splitlines() for entry in line.split("|")}
)


def is_office(code: str) -> bool:
    """Return whether the code is that of a patent office, in upper case."""
    return code in OFFICES


def office_name(code: str) -> str:
    """Return the English name, or the code itself when it is unknown."""
    return OFFICES.get(code, code)
