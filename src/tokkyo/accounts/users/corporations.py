"""What tells one corporation from another: its name without what may differ in writing, and its number.

A corporation has one ID (handbook 2.0, article 3 (4)); parent, subsidiary and affiliate are corporations of their own.
"""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

# Abbreviated legal forms, as NFKC leaves them, and what they stand for.
LEGAL_FORMS: Mapping[str, str] = MappingProxyType(
    {
        "(株)": "株式会社",
        "(有)": "有限会社",
        "(合)": "合同会社",
        "(名)": "合名会社",
        "(資)": "合資会社",
        "(社)": "社団法人",
        "(財)": "財団法人",
        "(学)": "学校法人",
        "(特許)": "特許業務法人",
        "(弁理士法人)": "弁理士法人",
        "corporation": "corp",
        "incorporated": "inc",
        "company": "co",
        "limited": "ltd",
    }
)
NUMBER_DIGITS = 13

_WORDS = re.compile(r"\b(" + "|".join(word for word in LEGAL_FORMS if word.isascii()) + r")\b")
_PASSED_OVER = re.compile(r"[\s.,，、。・･'’\"‐-―-]+")


def corporation_key(name: str) -> str:
    """Return a name without width, case, blanks, punctuation and abbreviations of the legal form.

    >>> corporation_key("㈱ 特許 データ") == corporation_key("株式会社特許データ")
    True
    >>> corporation_key("Example Co., Ltd.") == corporation_key("EXAMPLE COMPANY LIMITED")
    True
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    for short, full in LEGAL_FORMS.items():
        if not short.isascii():
            text = text.replace(short, full)
    text = _WORDS.sub(lambda found: LEGAL_FORMS[found[0]], text)
    return _PASSED_OVER.sub("", text)


def is_corporate_number(text: str) -> bool:
    """Return whether a text is a corporate number (法人番号): 13 digits, the first one a check digit.

    The check digit is 9 less the remainder by 9 of the weighted sum of the others, whose weights are 1 and 2 in turn
    from the last one (ordinance of the Ministry of Finance no. 70 of 2014).

    >>> is_corporate_number("7000012050002"), is_corporate_number("1000012050002")
    (True, False)
    """
    if len(text) != NUMBER_DIGITS or not (text.isascii() and text.isdigit()):
        return False
    weighted = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(text[1:])))
    return int(text[0]) == 9 - weighted % 9
