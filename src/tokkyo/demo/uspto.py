"""Writes US publications as the USPTO does: `us-patent-grant` v4.7 and `us-patent-application` v4.6 (ICE)."""

from tokkyo.demo import days, uspto_biblio
from tokkyo.demo.english import DESIGN_FIGURES
from tokkyo.demo.markup import escape
from tokkyo.demo.prose import Claim
from tokkyo.demo.record import Record

GRANT_DTD, APPLICATION_DTD = "us-patent-grant-v47-2022-02-17.dtd", "us-patent-application-v46-2022-02-17.dtd"


def grant(record: Record) -> str:
    """Return a grant as one XML document."""
    one = record.publication
    name = f"{one.office}{one.printed}-{days.compact(one.day)}.XML"
    return "".join(
        (
            _head("us-patent-grant", GRANT_DTD, "v4.7 2022-02-17", name, one.day),
            "<us-bibliographic-data-grant>\n",
            uspto_biblio.of_grant(record),
            "</us-bibliographic-data-grant>\n",
            _texts(record, grant=True),
            "</us-patent-grant>\n",
        )
    )


def application(record: Record) -> str:
    """Return a pre-grant publication as one XML document."""
    one = record.publication
    name = f"US{one.printed}A1-{days.compact(one.day)}.XML"
    return "".join(
        (
            _head("us-patent-application", APPLICATION_DTD, "v4.6 2022-02-17", name, one.day),
            '<us-bibliographic-data-application lang="EN" country="US">\n',
            uspto_biblio.of_application(record),
            "</us-bibliographic-data-application>\n",
            _texts(record, grant=False),
            "</us-patent-application>\n",
        )
    )


def _head(root: str, dtd: str, version: str, file: str, day: int) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE {root} SYSTEM "{dtd}" [ ]>\n'
        f'<{root} lang="EN" dtd-version="{version}" file="{file}" status="PRODUCTION" id="{root}" country="US" '
        f'date-produced="{days.compact(day - 9)}" date-publ="{days.compact(day)}">\n'
    )


def _texts(record: Record, *, grant: bool) -> str:
    if record.publication.type in ("design", "plant"):
        return _short_texts(record)
    texts = record.texts
    claims = texts.granted_claims if grant else texts.claims
    listing = (
        f'<us-sequence-list-doc>\n<sequence-list lang="EN" file="US{record.publication.printed}-S00001.XML" '
        'carriers="internal-electronic" seq-file-type="ST.26" status="PRODUCTION"/>\n</us-sequence-list-doc>\n'
        if record.sequences
        else ""
    )
    return "".join(
        (
            f'<abstract id="abstract">\n<p id="p-0001" num="0000">{escape(texts.english[1])}</p>\n</abstract>\n',
            texts.once("uspto description", lambda: _description(record)),
            listing,
            "<us-claim-statement>What is claimed is:</us-claim-statement>\n",
            _claims(claims),
        )
    )


def _description(record: Record) -> str:
    rows = ['<description id="description">\n<?summary-of-invention description="Summary of Invention" end="lead"?>\n']
    headings, number = 0, 0
    blocks = record.texts.blocks
    # One call for all paragraphs: they are many, and what needs escaping in them is rare.
    for block, text in zip(blocks, escape("\n".join([block.text for block in blocks])).split("\n"), strict=True):
        if block.heading:
            headings += 1
            rows.append(f'<heading id="h-{headings:04d}" level="1">{text}</heading>\n')
        else:
            number += 1
            rows.append(f'<p id="p-{number + 1:04d}" num="{number:04d}">{text}</p>\n')
    rows.append('<?summary-of-invention description="Summary of Invention" end="tail"?>\n</description>\n')
    return "".join(rows)


def _claims(claims: list[Claim]) -> str:
    return "".join(
        ('<claims id="claims">\n', *(_claim(number, claim) for number, claim in enumerate(claims, 1)), "</claims>\n")
    )


def _claim(number: int, claim: Claim) -> str:
    start = f'<claim id="CLM-{number:05d}" num="{number:05d}">\n<claim-text>{number}. '
    if claim.refers:
        opening = claim.opening.removesuffix(" claim")
        link = f'<claim-ref idref="CLM-{claim.refers:05d}">claim {claim.refers}</claim-ref>'
        return f"{start}{opening} {link}, {escape(claim.parts[0])}.</claim-text>\n</claim>\n"
    first, *middle = claim.parts
    rest = "\n".join(f"<claim-text>{escape(part)}</claim-text>" for part in middle[:-1])
    last = f"<claim-text>{escape(middle[-1])}.</claim-text>" if middle else ""
    return f"{start}{escape(first)}\n{rest}{chr(10) if rest else ''}{last}\n</claim-text>\n</claim>\n"


def _short_texts(record: Record) -> str:
    """Designs have figures and one claim; plants a short botanical description."""
    title = record.texts.english[0]
    if record.publication.type == "design":
        article = title[0].lower() + title[1:]
        rows = "".join(
            f'<p id="p-{place:04d}" num="{place:04d}">FIG. {place} is a {view} view of the {escape(article)};</p>\n'
            for place, view in enumerate(DESIGN_FIGURES, 1)
        )
        text = f"<description-of-drawings>\n{rows}</description-of-drawings>\n"
        claim = f"The ornamental design for a {escape(article)}, as shown and described."
        abstract, statement = "", "CLAIM"
    else:
        name = record.invention.subject.model
        abstract = (
            f'<abstract id="abstract">\n<p id="p-0001" num="0000">A new and distinct variety named {name}, '
            f"{escape(record.texts.english[1])}</p>\n</abstract>\n"
        )
        paragraphs = [block.text for block in record.texts.blocks if not block.heading][:8]
        rows = "".join(
            f'<p id="p-{n + 1:04d}" num="{n:04d}">{escape(text)}</p>\n' for n, text in enumerate(paragraphs, 1)
        )
        text = f'<heading id="h-0001" level="1">DETAILED BOTANICAL DESCRIPTION</heading>\n{rows}'
        variety = f"A new and distinct variety of {uspto_biblio.PLANT_LATIN} plant named {name}"
        claim = f"{variety}, substantially as described herein."
        statement = "What is claimed is:"
    return (
        f'{abstract}<description id="description">\n{text}</description>\n<us-claim-statement>{statement}'
        "</us-claim-statement>\n"
        f'<claims id="claims">\n<claim id="CLM-00001" num="00001">\n<claim-text>{claim}</claim-text>\n</claim>\n'
        "</claims>\n"
    )
