"""Bodies of documents of invented cases, as the retrieval APIs send them: XML and HTM in Shift_JIS.

documents/patent/2010000123/A131_06110000861/06110000861-jpntce.xml       a notice, tag set 1.1
documents/patent/2010000123/A53_52410000862/JPOXMLDOC01-jpbibl.xml        an answer to it
documents/design/2010000045/A131_06310000316/06310000316P.HTM             a notice
"""

from collections.abc import Iterator
from html import escape
from pathlib import Path

from tokkyo.demo.japanese import BOOK
from tokkyo.demo.jpo.course import Course
from tokkyo.demo.jpo.steps import Step, steps
from tokkyo.demo.phrasebook import COMPONENTS, PRODUCTS
from tokkyo.model.jpo.apis import DESIGN, PATENT

ENCODING = "cp932"
_BODIES = ("A131", "A53", "A523", "A01", "A02")
_NAMES = {
    "A131": "拒絶理由通知書",
    "A53": "意見書",
    "A523": "手続補正書",
    "A01": "{}査定",
    "A02": "拒絶査定",
}
# Root, public identifier, DTD, element below the root: by intermediate code.
_NOTICE = "NOTICE DOCUMENT BY PATENT SUBSTANTIAL EXAMINATION RENEWAL"
_TAGS = {
    "A131": ("notice-pat-exam-rn", _NOTICE, "ntc-pt-e-rn.dtd", "notice-of-rejection-a131-rn"),
    "A01": ("notice-pat-exam-rn", _NOTICE, "ntc-pt-e-rn.dtd", "decision-of-registration-a01-rn"),
    "A02": ("notice-pat-exam-rn", _NOTICE, "ntc-pt-e-rn.dtd", "decision-of-rejection-a02-rn"),
    "A53": ("pat-rspns", "PATENT RESPONCE DOCUMENT", "pat-rspn.dtd", "response-a53"),
    "A523": ("pat-amnd", "PATENT AMENDMENT DOCUMENT", "pat-amnd.dtd", "amendment-a523"),
}
_CONTENTS = {"A53": "opinion-contents-article", "A523": "contents-of-amendment"}


def write_documents(folder: Path, case: Course) -> int:
    """Write the bodies of a case below `folder/documents`; return their number."""
    written = 0
    for step in steps(case):
        if step.code in _BODIES:
            place = folder / "documents" / case.law / case.number / f"{step.code}_{step.number}"
            place.mkdir(parents=True, exist_ok=True)
            name, text = _xml(case, step) if case.law == PATENT else _htm(case, step)
            (place / name).write_bytes(text.replace("\n", "\r\n").encode(ENCODING))
            written += 1
    return written


def _xml(case: Course, step: Step) -> tuple[str, str]:
    root, title, dtd, element = _TAGS[step.code]
    contents = "drafting-body" if step.sent else _CONTENTS[step.code]
    name = f"{step.number}-jpntce.xml" if step.sent else "JPOXMLDOC01-jpbibl.xml"
    head = f"<jp:document-name>{_name(case, step)}</jp:document-name>\n" if step.sent else _code(step)
    paragraphs = "<br/>".join(escape(line) for line in _argument(case, step))
    return name, (
        f'<?xml version="1.0" encoding="Shift_JIS"?>\n'
        f'<!DOCTYPE jp:{root} PUBLIC "-//JPO//DTD {title} 1.0//EN" "{dtd}" []>\n'
        f'<jp:{root} lang="ja" dtd-version="1.0" xmlns:jp="http://www.jpo.go.jp">\n'
        f'<jp:{element} jp:kind-of-law="patent">\n'
        f"{head}"
        f'<jp:application-reference appl-type="application" jp:kind-of-law="patent">\n'
        f"<jp:document-id>\n<jp:doc-number>{case.number}</jp:doc-number>\n</jp:document-id>\n"
        f"</jp:application-reference>\n"
        f"<jp:drafting-date>\n<jp:date>{step.day}</jp:date>\n</jp:drafting-date>\n"
        f'<jp:{contents}>\n<p num="">{paragraphs}</p>\n</jp:{contents}>\n'
        f"</jp:{element}>\n</jp:{root}>\n"
    )


def _code(step: Step) -> str:
    return f"<jp:document-code>A1{step.code[1:]}</jp:document-code>\n"


def _htm(case: Course, step: Step) -> tuple[str, str]:
    sign, law = ("意", "意匠") if case.law == DESIGN else ("商", "商標")
    name = f"{step.number}P.HTM" if step.sent else "JPOSGMLDOC1P.HTM"
    lines = "\n".join(escape(line) for line in _argument(case, step))
    return name, (
        '<HTML>\n<HEAD>\n<META http-equiv="Content-Type" content="text/html; charset=Shift_JIS">\n</HEAD>\n'
        '<BODY STYLE="font-size:12pt">\n<PRE>\n'
        f"　　　　　　　　　　　{_name(case, step)}\n\n"
        f"　{law}登録出願の番号　　　　{sign}願{_wide(case.number[:4])}－{_wide(case.number[4:])}\n\n"
        f"{lines}\n</PRE>\n</BODY>\n</HTML>\n"
    )


def _name(case: Course, step: Step) -> str:
    return _NAMES[step.code].format("特許" if case.law == PATENT else "登録")


def _argument(case: Course, step: Step) -> Iterator[str]:
    """Yield the lines of a document: about a thing of the field that the case's number leads to."""
    row = BOOK.rows[case.index % len(BOOK.rows)]
    thing, part = row[PRODUCTS][0], row[COMPONENTS][case.index % 6]
    match step.code:
        case "A131":
            yield "　この出願は、次の理由によって拒絶をすべきものです。"
            yield f"　{part}を備える{thing}は、引用文献１に記載されています。"
        case "A53":
            yield "【意見の内容】"
            yield f"　引用文献１は、{part}の配置を開示していません。"
        case "A523":
            yield "【補正の内容】"
            yield f"　請求項１の「{thing}」を「{part}を備える{thing}」に改める。"
        case "A01":
            yield "　この出願については、拒絶の理由を発見しないから、査定をします。"
        case _:
            yield "　この出願については、先に通知した理由によって、拒絶をすべきものです。"


def _wide(digits: str) -> str:
    return digits.translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})
