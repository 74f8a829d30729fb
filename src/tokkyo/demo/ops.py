"""Writes the OPS answer `family/…/legal` for a family: members with their INPADOC events."""

from tokkyo.demo import days
from tokkyo.demo.events import Event, events
from tokkyo.demo.family import Application, Invention, Publication
from tokkyo.demo.markup import escape

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><?xml-stylesheet type="text/xsl" href="/3.2/style/legal.xsl"?>\n'
    '<ops:world-patent-data xmlns="http://www.epo.org/exchange" xmlns:ops="http://ops.epo.org" '
    'xmlns:xlink="http://www.w3.org/1999/xlink">\n'
)


def family_with_legal(invention: Invention) -> str:
    """Return the answer for the first publication of a family.

    Events stand with the first publication of each application.
    """
    first = invention.publications[0]
    told: set[int] = set()
    members = []
    for one in invention.publications:
        fresh = id(one.application) not in told
        told.add(id(one.application))
        members.append(_member(invention, one, fresh))
    return "".join(
        (
            _HEAD,
            f'<ops:patent-family legal="true" total-result-count="{len(members)}">\n<ops:publication-reference>',
            f'<document-id document-id-type="docdb">{_id(first.office, first.number, first.kind)}</document-id>',
            "</ops:publication-reference>\n",
            *members,
            "</ops:patent-family>\n</ops:world-patent-data>\n",
        )
    )


def _id(country: str, number: str, kind: str, day: int = 0) -> str:
    date = f"<date>{days.compact(day)}</date>" if day else ""
    return f"<country>{country}</country><doc-number>{number}</doc-number><kind>{kind}</kind>{date}"


def _member(invention: Invention, one: Publication, with_events: bool) -> str:
    application = one.application
    rows = "".join(
        f'<priority-claim sequence="{place}" kind="{"international" if first.kind == "W" else "national"}">'
        f'<document-id document-id-type="docdb">{_id(first.office, first.number, first.kind, first.filed)}'
        "</document-id>"
        f"<priority-active-indicator>{'YES' if active else 'NO'}</priority-active-indicator></priority-claim>\n"
        for place, (first, _, active) in enumerate(application.claims(), 1)
    )
    legal = "".join(_legal(application, event) for event in events(invention, application)) if with_events else ""
    return (
        f'<ops:family-member family-id="{one.family}">\n<publication-reference><document-id document-id-type="docdb">'
        f'{_id(one.office, one.number, one.kind, one.day)}</document-id><document-id document-id-type="epodoc">'
        "<doc-number>"
        f"{one.office}{one.number}</doc-number><date>{days.compact(one.day)}</date></document-id>"
        "</publication-reference>\n"
        f'<application-reference doc-id="{application.doc_id}" is-representative="YES"><document-id '
        'document-id-type="docdb">'
        f"{_id(application.office, application.number, application.kind, application.filed)}</document-id>"
        "</application-reference>\n"
        f"{rows}{legal}</ops:family-member>\n"
    )


def _legal(application: Application, event: Event) -> str:
    step, gazette = event.step, days.iso(event.day)
    details = (
        (f'<ops:L501EP desc="Ref Country Code">{event.state}</ops:L501EP>' if event.state else "")
        + (f'<ops:L509EP desc="OWNER">{escape(event.owner)}</ops:L509EP>' if event.owner else "")
        + (f'<ops:L520EP desc="Year of Fee Payment">{event.fee_year}</ops:L520EP>' if event.fee_year else "")
        + (f'<ops:L525EP desc="Effective DATE">{days.compact(event.effective)}</ops:L525EP>' if event.effective else "")
    )
    filed = f"{application.office:<6}{application.number}{application.kind:<3}"
    line = f"{filed}{gazette}{step.code:<4}{step.influence}{step.text}"
    return (
        f'<ops:legal code="{step.code:<4}" desc="{escape(step.text)}" infl="{step.influence}" dateMigr="00010101">'
        f'<ops:pre line="00001">{escape(line)}</ops:pre><ops:L001EP desc="Country Code">{event.office}</ops:L001EP>'
        f'<ops:L002EP desc="Filing / Published Document">F</ops:L002EP>'
        f'<ops:L003EP desc="Document Number">{application.number:>12}</ops:L003EP>'
        f'<ops:L004EP desc="Kind Code">{application.kind:<2}</ops:L004EP><ops:L005EP desc="IPR Type">PI</ops:L005EP>'
        f'<ops:L007EP desc="Gazette DATE">{gazette}</ops:L007EP><ops:L008EP desc="Legal Event Code 1">{step.code}'
        "</ops:L008EP>"
        f'<ops:L018EP desc="DATE last exchanged">{gazette}</ops:L018EP><ops:L019EP desc="DATE first created">'
        f"{gazette}</ops:L019EP>"
        f"<ops:L500EP>{details}</ops:L500EP></ops:legal>\n"
    )
