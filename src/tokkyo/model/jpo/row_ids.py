"""The numbers of cases in an index: the code of the law before the ten digits of the application number."""

from tokkyo.model.jpo.apis import LAW_CODES

_DIGITS = 10
_LAWS = {code: law for law, code in LAW_CODES.items()}


def has_row_id(application: str) -> bool:
    """Return whether an application number can have a number in the index: ten digits."""
    return len(application) == _DIGITS and application.isascii() and application.isdecimal()


def row_id(law: str, application: str) -> int:
    """Return the number of a case.

    >>> row_id("patent", "2020123456")
    12020123456
    """
    return int(LAW_CODES[law] + application)


def case_of(number: int) -> tuple[str, str]:
    """Return the law and application number of a case.

    >>> case_of(30000000001)
    ('design', '0000000001')
    """
    text = str(number)
    return _LAWS[text[0]], text[1:]
