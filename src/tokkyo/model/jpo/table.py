"""What is known of a table of the Patent Information Standardized Data.

Names are those of the file specification 1.13 (appendix 3.3). The key stands in the order in which we look it up: what
finds the rows of a case comes first; rows about a registered right are found by the right, since most of them name no
application (ten zeros). Columns that no answer, search or report needs are not listed and not stored.

`tokkyo_size` is our own, optional column: how many bytes a document has. The office's answers tell it of every one, the
standardized data not of those of designs and trademarks nor of what the trial boards send.
"""


class Table:
    """One table. `columns` are `key` followed by `values`; all hold text, "" for what is absent.

    The last columns of the key are `beside` the key of the file specification, where that does not tell rows of real
    deliveries apart. Lines of `del_` files need not fill them in.

    `law` is the law of the cases that its rows tell of and `case` the column with their application number; both are
    "" where rows belong to no single case.
    """

    __slots__ = ("beside", "case", "columns", "japanese", "key", "law", "lookups", "name", "values")

    def __init__(
        self,
        name: str,
        japanese: str,
        *,
        key: str,
        beside: str = "",
        values: str = "",
        lookups: str = "",
        law: str = "",
        case: str = "",
    ) -> None:
        self.name = name
        self.japanese = japanese
        self.law = law
        self.case = case
        self.beside = tuple(beside.split())
        self.key = (*key.split(), *self.beside)
        self.values = tuple(values.split())
        self.lookups = tuple(lookups.split())
        self.columns = self.key + self.values
