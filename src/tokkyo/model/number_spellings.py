"""Spellings of document numbers that people write: one row per spelling, examples beside it.

Patterns match the whole text after folding: NFKC, upper case, blanks squeezed, `_` as a blank, Japanese words reduced
as `JAPANESE_WORDS` says. Named groups: `n` the number, `j` the office, `k` the kind code, `d` a date of eight digits.
A row names the office and kind where the spelling implies them. Rows are tried in order; all that match give a
reading, the first one is the best. Examples are (text, office, normal number, kind).
"""

import re
from dataclasses import dataclass

PUBLICATION, APPLICATION, LENS_ID = "publication", "application", "lens_id"

Example = tuple[str, str | None, str, str | None]


@dataclass(frozen=True, slots=True)
class Spelling:
    """One spelling; `jurisdiction` and `kind` overrule what the text says, `write` reshapes the number's groups.

    `best` is False for rows whose examples have a better reading in an earlier row.
    """

    of: str
    pattern: re.Pattern[str]
    examples: tuple[Example, ...]
    jurisdiction: str | None = None
    kind: str | None = None
    write: str = "{n}"
    best: bool = True


def _spelling(
    of: str,
    pattern: str,
    *examples: Example,
    j: str | None = None,
    k: str | None = None,
    write: str = "{n}",
    best: bool = True,
) -> Spelling:
    return Spelling(of, re.compile(pattern), examples, j, k, write, best)


# (what people write, what the patterns below expect); longest first. Digits of era years follow the letter.
JAPANESE_WORDS: tuple[tuple[str, str], ...] = (
    ("特許出願公開", "特開"),
    ("特許出願公告", "特公"),
    ("特許出願公表", "特表"),
    ("実用新案登録出願公開", "実開"),
    ("実用新案登録出願公告", "実公"),
    ("実用新案登録願", "実願"),
    ("実用新案登録", "実登"),
    ("意匠登録願", "意願"),
    ("意匠登録", "意登"),
    ("特許出願", "特願"),
    ("特許願", "特願"),
    ("再公表特許", "再表"),
    ("再公表", "再表"),
    ("国際公開", "WO"),
    ("国際出願", "PCT"),
    ("明治", "M"),
    ("大正", "T"),
    ("昭和", "S"),
    ("平成", "H"),
    ("令和", "R"),
    ("元年", "1年"),
    ("公開番号", ""),
    ("出願番号", ""),
    ("公報", ""),
    ("番号", ""),
)
ERA_LETTERS = (("明", "M"), ("大", "T"), ("昭", "S"), ("平", "H"), ("令", "R"))

_OFFICE = "(?P<j>[A-Z]{2})"  # the reader refuses codes that are no office's
_KIND = r"(?:[ -]?(?P<k>[A-Z]\d?))?"
_KIND_DATE = r"(?:[ -]?(?P<k>[A-Z]\d?)(?:[ -](?P<d>(?:1[89]|20)\d{6}))?)?"
_JP_YEAR_SERIAL = r"(?P<n>(?:[MTSHR] ?)?\d{1,4}[ -]*(?:年第?|-| )[ -]*\d{1,6})"

SPELLINGS: tuple[Spelling, ...] = (
    _spelling(
        LENS_ID,
        r"(?:LENS\.ORG/|LENS:)?(?P<n>[01]\d{2}-\d{3}-\d{3}-\d{3}-\d{2}[\dX])",
        ("091-428-408-796-283", None, "091-428-408-796-283", None),
        ("062-291-696-337-99x", None, "062-291-696-337-99X", None),
    ),
    _spelling(
        APPLICATION,
        r"PCT[ /-]*(?P<j>[A-Z]{2})[ /-]*(?P<y>\d{4}|\d\d)[ /-]*(?P<s>\d{5,6})(?: ?W)?",
        ("PCT/CN2024/126038", "CN", "2024126038", "W"),
        ("PCTCN2024126038", "CN", "2024126038", "W"),
        ("PCT/US99/12817", "US", "9912817", "W"),
        ("PCT/JP2005/013602", "JP", "2005013602", "W"),
        k="W",
        write="PCT{y}/{s}",
    ),
    _spelling(
        APPLICATION,
        r"(?P<j>[A-Z]{2})[ -]?(?P<y>\d{4})[ /]?0?(?P<s>\d{6})[ -]?W",
        ("GB 2013050389 W", "GB", "2013050389", "W"),
        ("US 2007/0088754 W", "US", "2007088754", "W"),
        k="W",
        write="PCT{y}/{s}",
    ),
    _spelling(
        APPLICATION,
        r"(?P<j>[A-Z]{2})[ -]?(?P<y>\d\d)(?P<s>\d{5})[ -]?W",
        ("US 9912817 W", "US", "9912817", "W"),
        k="W",
        write="PCT{y}/{s}",
    ),
    _spelling(
        APPLICATION,
        r"WO(?P<y>(?:19|20)\d\d)(?P<j>[A-Z]{2})(?P<s>\d{5,6})",
        ("WO2022IB55385", "IB", "2022055385", "W"),
        k="W",
        write="PCT{y}/{s}",
    ),
    _spelling(
        APPLICATION,
        rf"(?:JP)?特願 ?{_JP_YEAR_SERIAL}",
        ("特願2020-123456", "JP", "2020123456", "A"),
        ("特願２０２０－１２３４５６号", "JP", "2020123456", "A"),
        ("特願昭63-68563", "JP", "6856388", "A"),
        ("特願平5-12345号", "JP", "1234593", "A"),
        ("平成5年特許願第12345号", "JP", "1234593", "A"),
        j="JP",
        k="A",
    ),
    _spelling(
        APPLICATION,
        rf"(?:JP)?実願 ?{_JP_YEAR_SERIAL}",
        ("実願昭63-99435", "JP", "9943588", "U"),
        j="JP",
        k="U",
    ),
    _spelling(
        APPLICATION, rf"(?:JP)?意願 ?{_JP_YEAR_SERIAL}", ("意願2020-012345", "JP", "2020012345", "F"), j="JP", k="F"
    ),
    _spelling(
        PUBLICATION,
        rf"(?:JP)?特開 ?{_JP_YEAR_SERIAL}(?: ?A)?",
        ("特開2021-090037", "JP", "2021090037", "A"),
        ("特開平5-12345", "JP", "H0512345", "A"),
        ("特開昭52-145540号公報", "JP", "S52145540", "A"),
        ("特開平12-345", "JP", "2000000345", "A"),
        ("特許出願公開平成5年第12345号", "JP", "H0512345", "A"),
        j="JP",
        k="A",
    ),
    _spelling(
        PUBLICATION, rf"(?:JP)?特表 ?{_JP_YEAR_SERIAL}", ("特表2005-518157", "JP", "2005518157", "A"), j="JP", k="A"
    ),
    _spelling(
        PUBLICATION,
        r"(?:JP)?再表 ?(?:WO)?[ /-]*(?P<y>\d{4}|\d\d)[ /-]+(?P<s>\d{5,6})",
        ("再表2005/042579", "JP", "WO2005042579", "A1"),
        ("再公表特許WO2005/021518号", "JP", "WO2005021518", "A1"),
        j="JP",
        k="A1",
        write="WO{y}{s}",
    ),
    _spelling(
        PUBLICATION,
        rf"(?:JP)?特公 ?{_JP_YEAR_SERIAL}",
        ("特公昭50-1234", "JP", "S501234", "B"),
        ("特公平7-121874", "JP", "H07121874", "B"),
        j="JP",
        k="B",
    ),
    _spelling(
        PUBLICATION,
        r"(?:JP)?(?:特許|特)(?P<n>\d{6,7})(?: ?B\d?)?",
        ("特許第6789012号", "JP", "6789012", "B"),
        ("特許4206830", "JP", "4206830", "B"),
        j="JP",
        k="B",
    ),
    _spelling(
        PUBLICATION,
        rf"(?:JP)?(?:実開|実全|実表) ?{_JP_YEAR_SERIAL}",
        ("実開平5-12345", "JP", "H0512345", "U"),
        ("実開昭63-102407", "JP", "S63102407", "U"),
        j="JP",
        k="U",
    ),
    _spelling(PUBLICATION, rf"(?:JP)?実公 ?{_JP_YEAR_SERIAL}", ("実公昭58-46", "JP", "S5846", "Y"), j="JP", k="Y"),
    _spelling(
        PUBLICATION,
        r"(?:JP)?(?:実登|実用)(?P<n>\d{7})(?: ?U)?",
        ("実用新案登録第3020010号", "JP", "3020010", "U"),
        ("実登3020010", "JP", "3020010", "U"),
        j="JP",
        k="U",
    ),
    _spelling(PUBLICATION, r"(?:JP)?意登(?P<n>\d{6,7})", ("意匠登録第1646030号", "JP", "1646030", "S"), j="JP", k="S"),
    _spelling(
        APPLICATION,
        r"(?:US ?)?(?P<n>\d\d/\d{3},?\d{3})(?: [AFP])?",
        ("10/716,854", "US", "10716854", None),
        ("10/716854", "US", "10716854", None),
        ("US10/716,854", "US", "10716854", None),
        ("US 61/550,506", "US", "61550506", None),
        j="US",
    ),
    _spelling(
        APPLICATION,
        r"US ?(?P<n>20\d{4}\d{6})(?: ?(?P<k>[AFP]))?",
        ("US201113215971A", "US", "201113215971", "A"),
        ("US 201161550506 P", "US", "201161550506", "P"),
        j="US",
    ),
    _spelling(
        APPLICATION,
        r"EP ?(?P<n>\d{2} ?\d{3} ?\d{3}(?:\.\d)?)(?: ?A)?",
        ("EP17153510.7", "EP", "17153510", "A"),
        ("EP17153510", "EP", "17153510", "A"),
        ("EP 83 101 967.4", "EP", "83101967", "A"),
        ("EP 83101967 A", "EP", "83101967", "A"),
        j="EP",
        k="A",
    ),
    _spelling(
        APPLICATION,
        r"EP ?(?:19|20)(?P<y>\d\d)0(?P<s>\d{6})",
        ("EP20110169280", "EP", "11169280", "A"),
        j="EP",
        k="A",
        write="{y}{s}",
    ),
    _spelling(
        APPLICATION,
        r"(?:CN ?)?ZL ?(?P<n>(?:\d{12}|\d{8})(?:\.?[\dX])?)",
        ("ZL 201810012345.6", "CN", "201810012345", None),
        ("CN ZL03141517.5", "CN", "03141517", None),
        j="CN",
    ),
    _spelling(
        APPLICATION,
        r"(?P<j>CN|DE|GB|SE|DK) ?(?P<n>(?:[PGA]{1,2} )?\d[\d ]*[.-][\dX])(?: [AU])?",
        ("CN 201810012345.6", "CN", "201810012345", None),
        ("DE 10 2006 012 345.6", "DE", "102006012345", None),
        ("DE P 44 12 345.6", "DE", "4412345", None),
        ("GB 9912345.6", "GB", "9912345", None),
        ("GB1512635.9", "GB", "201512635", None),
    ),
    _spelling(
        APPLICATION,
        r"CN ?(?P<n>(?:19|20)\d{10})[\dX]?(?: ?[AUF])?",
        ("CN201810012345", "CN", "201810012345", None),
        j="CN",
    ),
    _spelling(
        APPLICATION,
        r"(?:IN ?)?(?P<n>\d{1,5}/(?:MUM|DEL|CHE|KOL|MAS|CAL|BOM)(?:NP)?/\d{4})",
        ("1353/MUM/2008", "IN", "1353MU2008", None),
        ("IN 4304/DELNP/2015", "IN", "4304DEN2015", None),
        j="IN",
    ),
    _spelling(
        PUBLICATION,
        r"IN ?(?P<n>\d{1,5}(?:MU|DE|CH|KO|MA|CA|BO)N?\d{4})" + _KIND,
        ("IN 1442CH2015 A", "IN", "1442CH2015", "A"),
        j="IN",
    ),
    _spelling(
        PUBLICATION,
        r"SG ?(?P<n>\d{11}[A-Z])" + _KIND,
        ("SG 10201704418Y A", "SG", "10201704418Y", "A"),
        j="SG",
    ),
    _spelling(
        PUBLICATION,
        r"KR ?(?P<n>(?:[1-7]0[ -]?)?(?:19|20)\d\d-?\d{7})" + _KIND,
        ("KR 10-2019-0012345", "KR", "20190012345", None),
        ("KR20190012345A", "KR", "20190012345", "A"),
        j="KR",
    ),
    _spelling(
        APPLICATION,
        r"(?:KR ?)?(?P<n>[1-7]0-(?:19|20)\d\d-\d{7})",
        ("10-2019-0012345", "KR", "20190012345", None),
        j="KR",
    ),
    _spelling(
        PUBLICATION,
        rf"{_OFFICE}[ -]*(?P<n>[A-Z]{{0,2}} ?\d(?:[\d ,./-]*\d)?){_KIND_DATE}",
        ("EP_0227762_B1_19900411", "EP", "0227762", "B1"),
        ("EP 0 227 762 B1", "EP", "0227762", "B1"),
        ("EP0227762B1", "EP", "0227762", "B1"),
        ("EP1000000", "EP", "1000000", None),
        ("US 7,654,321 B2", "US", "7654321", "B2"),
        ("US_8626565_B2", "US", "8626565", "B2"),
        ("US 2021/0191781 A1", "US", "20210191781", "A1"),
        ("US2004068806", "US", "20040068806", None),
        ("US-2004137729-A1", "US", "20040137729", "A1"),
        ("US20220236009A1", "US", "20220236009", "A1"),
        ("US 2021 0191781 A1", "US", "20210191781", "A1"),
        ("US D532,742 S1", "US", "D532742", "S1"),
        ("US RE45,317 E1", "US", "RE45317", "E1"),
        ("US PP12,345 P2", "US", "PP12345", "P2"),
        ("US H485 H", "US", "H485", "H"),
        ("WO 2017/149128 A1", "WO", "2017149128", "A1"),
        ("WO 97/07609", "WO", "1997007609", None),
        ("WO9707609A3", "WO", "1997007609", "A3"),
        ("WO_2008_080153_A2", "WO", "2008080153", "A2"),
        ("AU 2002/010074 A", "AU", "2002010074", "A"),
        ("JPH0512345A", "JP", "H0512345", "A"),
        ("JP H05-012345 A", "JP", "H0512345", "A"),
        ("JP 2005-518157 A", "JP", "2005518157", "A"),
        ("JP S52145540 A", "JP", "S52145540", "A"),
        ("JPWO2005042579A1", "JP", "WO2005042579", "A1"),
        ("DE 10 2004 061 977 A1", "DE", "102004061977", "A1"),
        ("DE102004061977A1", "DE", "102004061977", "A1"),
        ("CN108123456A", "CN", "108123456", "A"),
        ("KR 10-0802716 B1", "KR", "100802716", "B1"),
        ("TW I607885 B", "TW", "I607885", "B"),
        ("TWI607885B", "TW", "I607885", "B"),
        ("GB 2 446 707 B", "GB", "2446707", "B"),
        ("FR2499880A1", "FR", "2499880", "A1"),
        ("BR PI0510148-2 A", "BR", "PI0510148", "A"),
        ("CA 2,750,482 A1", "CA", "2750482", "A1"),
        ("RU 2113214 C1", "RU", "2113214", "C1"),
    ),
    _spelling(
        APPLICATION,
        rf"{_OFFICE}[ -]*(?P<n>[A-Z]{{0,2}} ?\d(?:[\d ,./-]*\d)?)(?:[ -]?(?P<k>[AUFPTDLWV]))?",
        ("US 71685403 A", "US", "71685403", "A"),
        ("FR 07 03013", "FR", "0703013", None),
        ("JP 2004-117589", "JP", "2004117589", None),
        best=False,
    ),
    _spelling(
        PUBLICATION,
        r"(?P<n>(?:20\d\d[/ ]\d{7}|20\d{9}|(?:D|RE|PP|H|T) ?\d[\d,]{2,6}|\d{1,2},\d{3},\d{3}))" + _KIND,
        ("2021/0191781 A1", "US", "20210191781", "A1"),
        ("20210191781", "US", "20210191781", None),
        ("7,654,321", "US", "7654321", None),
        ("RE45,317", "US", "RE45317", None),
        ("D532,742", "US", "D532742", None),
        j="US",
    ),
    _spelling(PUBLICATION, r"0(?P<n>\d{7})" + _KIND, ("07654321", "US", "7654321", None), j="US"),
    _spelling(APPLICATION, r"(?P<n>\d{8})", ("10716854", None, "10716854", None), ("17153510", None, "17153510", None)),
    _spelling(
        PUBLICATION,
        r"(?P<n>\d{5,10})" + _KIND,
        ("7654321", None, "7654321", None),
        ("0227762 B1", None, "0227762", "B1"),
    ),
    _spelling(APPLICATION, r"(?P<n>\d{12})", ("201113215971", None, "201113215971", None)),
)
