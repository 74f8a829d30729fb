"""Writes publications as Lens API records, a JSON object a line; claims and description in the office's language."""

from functools import lru_cache

from tokkyo.demo import days, people
from tokkyo.demo.citing import Article, Cited
from tokkyo.demo.dice import Dice, stream
from tokkyo.demo.family import Application, Publication
from tokkyo.demo.offices import TODAY
from tokkyo.demo.record import Record
from tokkyo.demo.subject import Voice
from tokkyo.model import publication as model

_LINKAGES = {"W": "PCT_REGIONAL_FILING", "1": "CONTINUATION", "2": "CONTINUATION_IN_PART", "3": "DIVISION"}
_TERM_YEARS = 20
_ORGANISMS = (
    (9606, "Homo sapiens"),
    (10090, "Mus musculus"),
    (3847, "Glycine max"),
    (562, "Escherichia coli"),
    (32630, "synthetic construct"),
    (3702, "Arabidopsis thaliana"),
    (4932, "Saccharomyces cerevisiae"),
)


def line(record: Record) -> bytes:
    """Return one publication as a line of UTF-8 JSON."""
    one = record.publication
    texts = record.texts
    made = model.Publication(
        lens_id=lens_id(one.doc_id),
        jurisdiction=one.office,
        doc_number=one.number,
        kind=one.kind,
        date_published=days.iso(one.day),
        doc_key=f"{one.office}_{one.number}_{one.kind}_{days.compact(one.day)}",
        docdb_id=one.doc_id,
        lang=one.language,
        biblio=_biblio(record),
        families=_families(record),
        sequence_listing=texts.once("lens sequences", lambda: _sequences(record)) if record.sequences else None,
        legal_status=_legal_status(record) if one.doc_id % 4 == 0 else None,
        abstract=tuple(model.Text(told, code) for code in record.languages if (told := texts.told(code)[1])),
        claims=(_claims(record),),
        description=_description(record),
        publication_type=_type(one),
    )
    return model.encode(made) + b"\n"


@lru_cache(maxsize=1 << 12)
def lens_id(serial: int) -> str:
    """Return an invented Lens id: fourteen digits from a serial number and their ISO 7064 MOD 11-2 check character."""
    mixed = serial * 6_700_417 % 10**11
    digits = f"{serial % 200:03d}{mixed:011d}"
    check = 0
    for digit in digits:
        check = (check + int(digit)) * 2 % 11
    last = "0123456789X"[(12 - check) % 11]
    whole = digits + last
    return "-".join(whole[place : place + 3] for place in range(0, 15, 3))


def _type(one: Publication) -> str:
    if one.type == "design":
        return "DESIGN_RIGHT"
    if one.type == "plant":
        return "PLANT_PATENT"
    return "GRANTED_PATENT" if one.grant else "PATENT_APPLICATION"


def _id(one: Publication) -> model.DocumentId:
    number = one.printed if one.office == "US" and one.kind == "A1" else one.number
    return model.DocumentId(one.office, number, one.kind, days.iso(one.day))


def _applied(application: Application) -> model.DocumentId:
    return model.DocumentId(application.office, application.number, application.kind, days.iso(application.filed))


def _biblio(record: Record) -> model.Bibliography:
    one, texts = record.publication, record.texts
    cpc, ipc = record.invention.cpc, record.invention.ipc
    return model.Bibliography(
        publication_reference=_id(one),
        application_reference=_applied(one.application),
        priority_claims=_priorities(one.application),
        invention_title=tuple(model.Text(texts.told(code)[0], code) for code in record.languages),
        parties=_parties(record),
        classifications_ipcr=model.Classifications(tuple(_symbol(text, place) for place, text in enumerate(ipc))),
        classifications_cpc=model.Classifications(tuple(_symbol(text, place) for place, text in enumerate(cpc))),
        references_cited=_references(record),
    )


def _symbol(symbol: str, place: int) -> model.Classification:
    additional = len(symbol.partition("/")[0]) == 8
    return model.Classification(symbol, "A" if additional else "I", "L" if place else "F")


def _priorities(application: Application) -> model.PriorityClaims:
    claims = tuple(
        model.PriorityClaim(
            first.office, first.number, first.kind, days.iso(first.filed), _LINKAGES.get(linkage), place
        )
        for place, (first, linkage, _) in enumerate(application.claims(), 1)
    )
    return model.PriorityClaims(claims, model.EarliestClaim(min(claim.date for claim in claims if claim.date)))


def _parties(record: Record) -> model.Parties:
    invention, one = record.invention, record.publication
    agents = people.AGENTS.get(one.office, people.AGENTS[""])
    agent = agents[invention.index % len(agents)]
    owners = []
    if one.grant or invention.index % 5 < 2:
        party = invention.applicant
        recorded = min(one.application.filed + 30 + one.doc_id % 470, TODAY)
        owners.append(
            model.Owner(
                days.iso(recorded),
                days.iso(recorded - 20),
                model.Name(party.name.upper()),
                f"{party.city.upper()}{', ' + party.region if party.region else ''}",
                party.country.code,
            )
        )
    return model.Parties(
        applicants=tuple(
            model.Applicant(party.country.code, place, model.Name(party.docdb))
            for place, party in enumerate(invention.applicants, 1)
        ),
        inventors=tuple(
            model.Inventor(who.country, place, None, model.Name(who.docdb))
            for place, who in enumerate(invention.inventors, 1)
        ),
        agents=(
            model.Agent(
                1,
                model.Name(agent),
                None,
                invention.applicant.country.code if one.office in ("EP", "WO") else one.office,
            ),
        ),
        owners_all=tuple(owners),
    )


def _references(record: Record) -> model.ReferencesCited | None:
    patents, literature = record.patents, record.literature
    if not patents and not literature:
        return None
    cited = [_patent(place, found) for place, found in enumerate(patents, 1)]
    cited += [_literature(place, found) for place, found in enumerate(literature, len(cited) + 1)]
    resolved = sum(1 for found in literature if found.doi)
    return model.ReferencesCited(tuple(cited), len(patents) or None, len(literature) or None, resolved or None)


def _patent(place: int, found: Cited) -> model.Citation:
    digits = found.number
    if found.office == "US" and found.kind == "A1" and len(digits) == 10:
        digits = f"{digits[:4]}0{digits[4:]}"
    number = model.DocumentId(found.office, digits, found.kind, days.iso(found.day))
    return model.Citation(place, model.PatentCitation(number, None), None, tuple(found.category), found.phase)


def _literature(place: int, found: Article) -> model.Citation:
    ids = (found.doi,) if found.doi else ()
    return model.Citation(
        place, None, model.LiteratureCitation(found.text, None, ids), tuple(found.category), found.phase
    )


def _families(record: Record) -> model.Families:
    everyone, family = record.invention.publications, record.publication.family

    def make() -> model.Families:
        return model.Families(_family([one for one in everyone if one.family == family]), _family(everyone))

    return record.texts.once(f"lens families {family}", make)


def _family(members: list[Publication]) -> model.Family:
    named = tuple(model.Member(_id(one), lens_id(one.doc_id) if one.source == "lens" else None) for one in members)
    return model.Family(members=named, size=len(members))


def _sequences(record: Record) -> model.SequenceListing:
    dice = Dice(stream(record.invention.subject.seed, "sequences"))
    organisms = tuple(model.Organism(*row) for row in dice.some(_ORGANISMS, 1 + dice.skewed(4)))
    buckets = ("AA_1_50", "AA_51_300", "AA_301", "NT_1_100", "NT_101_5000", "NT_5001_100K")
    found = sorted(dice.some(buckets, 1 + dice.below(3)))
    kinds = tuple(dict.fromkeys("P" if bucket.startswith("AA") else "N" for bucket in found))
    return model.SequenceListing(kinds, tuple(found), organisms, 2 + dice.skewed(240))


def _legal_status(record: Record) -> model.LegalStatus:
    """Return a status as the Lens computes it; most records leave it to be derived."""
    application = record.publication.application
    granted = 0 < application.granted_on <= TODAY
    term = days.LAST if application.filed > TODAY else application.filed + _TERM_YEARS * 365 + 5
    log = [f"Application Filing Date: {days.iso(application.filed)}"]
    if granted:
        log.append(f"Granted Date: {days.iso(application.granted_on)}")
    log.append(f"Anticipated Termination Date: {days.iso(term)}")
    status = "EXPIRED" if term <= TODAY else "ACTIVE" if granted else "PENDING"
    return model.LegalStatus(
        granted=granted,
        grant_date=days.iso(application.granted_on) if granted else None,
        anticipated_term_date=days.iso(term),
        application_expiry_date=days.iso(term) if status == "EXPIRED" else None,
        patent_status=status,
        calculation_log=tuple(log),
    )


def _claims(record: Record) -> model.ClaimSet:
    """Return the claims in the publication's language; as granted there are fewer."""
    texts, language, grant = record.texts, record.publication.language, record.publication.grant
    if language == "en":
        claims = texts.granted_claims if grant else texts.claims
        told = [claim.text for claim in claims]
    else:
        filed = texts.once(
            f"lens claims {language}", lambda: _voice(record, language).claims(min(record.invention.claims, 18))
        )
        told = filed[: max(1, len(filed) - 2)] if grant else filed
    return model.ClaimSet(tuple([model.Claim((f"{number}. {text}",)) for number, text in enumerate(told, 1)]), language)


def _description(record: Record) -> model.Text:
    texts, language, rounds = record.texts, record.publication.language, record.invention.length
    if language == "en":
        return texts.once("lens en", lambda: model.Text("\n".join([block.text for block in texts.blocks]), "en"))
    return texts.once(f"lens {language}", lambda: model.Text(_voice(record, language).description(rounds), language))


def _voice(record: Record, language: str) -> Voice:
    return record.texts.once(f"lens voice {language}", lambda: Voice(language, record.invention.subject))
