"""Legal events of an application as INPADOC records them: real codes of each authority, a plausible course of events."""

# ruff: noqa: E501 - tables: a row stays on one line where that reads better

from dataclasses import dataclass

from tokkyo.demo.dice import Dice, stream
from tokkyo.demo.family import Application, Invention
from tokkyo.demo.offices import TODAY

YEAR = 365


@dataclass(frozen=True, slots=True)
class Step:
    """A kind of event: INPADOC code, description, influence, and days after filing or grant when it may come."""

    code: str
    text: str
    influence: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Course:
    """The events of an authority: on the way to grant, at grant, yearly fees, ends before and after grant, extension."""

    pending: tuple[Step, ...] = ()
    grant: tuple[Step, ...] = ()
    fee: Step | None = None
    ended: tuple[Step, ...] = ()
    lapsed: tuple[Step, ...] = ()
    party: Step | None = None
    opposed: tuple[Step, ...] = ()
    extended: Step | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An event that happened; `fee_year`, `owner`, `state` and `effective` only where they belong."""

    office: str
    step: Step
    day: int
    fee_year: int = 0
    owner: str = ""
    state: str = ""
    effective: int = 0


COURSES: dict[str, Course] = {
    "US": Course(
        pending=(Step("STPP", "INFORMATION ON STATUS: PATENT APPLICATION AND GRANTING PROCEDURE IN GENERAL", " ", 60, 500),),
        grant=(Step("STCF", "INFORMATION ON STATUS: PATENT GRANT", " ", 0, 3),),
        fee=Step("MAFP", "MAINTENANCE FEE PAYMENT", "+", 4 * YEAR - 90, 4 * YEAR),
        ended=(Step("STCB", "INFORMATION ON STATUS: APPLICATION DISCONTINUATION", "-", 700, 1600),),
        lapsed=(Step("LAPS", "LAPSE FOR FAILURE TO PAY MAINTENANCE FEES", "-", 4 * YEAR + 20, 8 * YEAR + 20),),
        party=Step("AS", "ASSIGNMENT", " ", 5, 200),
        extended=Step("PTEG", "GRANT OF A PATENT TERM EXTENSION", "+", 900, 2500),
    ),
    "EP": Course(
        pending=(
            Step("AK", "DESIGNATED CONTRACTING STATES", "+", 540, 560),
            Step("17P", "REQUEST FOR EXAMINATION FILED", "+", 560, 760),
            Step("17Q", "FIRST EXAMINATION REPORT DESPATCHED", "+", 800, 1200),
        ),
        grant=(
            Step("INTG", "INTENTION TO GRANT ANNOUNCED", "+", -160, -120),
            Step("GRAA", "(EXPECTED) GRANT", "+", -30, -20),
            Step("AK", "DESIGNATED CONTRACTING STATES", "+", 0, 0),
        ),
        fee=Step("PGFP", "ANNUAL FEE PAID TO NATIONAL OFFICE [ANNOUNCED VIA POSTGRANT INFORMATION FROM NATIONAL OFFICE TO EPO]",
                 "+", 1 * YEAR, 2 * YEAR),
        ended=(
            Step("18D", "APPLICATION DEEMED TO BE WITHDRAWN", "-", 900, 1800),
            Step("18W", "APPLICATION WITHDRAWN", "-", 700, 1500),
            Step("18R", "APPLICATION REFUSED", "-", 1300, 2600),
        ),
        lapsed=(Step("PG25", "LAPSED IN A CONTRACTING STATE [ANNOUNCED VIA POSTGRANT INFORMATION FROM NATIONAL OFFICE TO EPO]",
                     "-", 300, 2500),),
        party=Step("RAP1", "PARTY DATA CHANGED (APPLICANT DATA CHANGED OR RIGHTS OF AN APPLICATION TRANSFERRED)", " ", 600, 1500),
        opposed=(Step("26N", "NO OPPOSITION FILED", "+", 330, 380), Step("PLBI", "OPPOSITION FILED", "-", 200, 280)),
    ),
    "WO": Course(
        pending=(
            Step("121", "EP: THE EPO HAS BEEN INFORMED BY WIPO THAT EP WAS DESIGNATED IN THIS APPLICATION", " ", 550, 600),
            Step("NENP", "NON-ENTRY INTO THE NATIONAL PHASE", " ", 900, 960),
        ),
    ),
    "JP": Course(
        pending=(Step("A621", "WRITTEN REQUEST FOR APPLICATION EXAMINATION", "+", 300, 1090),),
        grant=(Step("A61", "FIRST PAYMENT OF ANNUAL FEES (DURING GRANT PROCEDURE)", "+", -30, -20),
               Step("R150", "CERTIFICATE OF PATENT OR REGISTRATION OF UTILITY MODEL", "+", 0, 0)),
        fee=Step("R250", "RECEIPT OF ANNUAL FEES", "+", 3 * YEAR - 60, 3 * YEAR),
        ended=(Step("A300", "APPLICATION DEEMED TO BE WITHDRAWN BECAUSE NO REQUEST FOR EXAMINATION WAS VALIDLY FILED", "-", 1100, 1200),
               Step("A02", "DECISION OF REFUSAL", "-", 900, 1900)),
        lapsed=(Step("LAPS", "CANCELLATION BECAUSE OF NO PAYMENT OF ANNUAL FEES", "-", 3 * YEAR, 9 * YEAR),),
        party=Step("R350", "WRITTEN NOTIFICATION OF REGISTRATION OF TRANSFER", " ", 400, 2000),
    ),
    "CN": Course(
        pending=(Step("PB01", "PUBLICATION", " ", 540, 560),
                 Step("SE01", "ENTRY INTO FORCE OF REQUEST FOR SUBSTANTIVE EXAMINATION", " ", 570, 800)),
        grant=(Step("GR01", "PATENT GRANT", "+", 0, 0),),
        ended=(Step("RJ01", "REJECTION OF INVENTION PATENT APPLICATION AFTER PUBLICATION", "-", 900, 1700),
               Step("WW01", "INVENTION PATENT APPLICATION WITHDRAWN AFTER PUBLICATION", "-", 700, 1500)),
        lapsed=(Step("CF01", "TERMINATION OF PATENT RIGHT DUE TO NON-PAYMENT OF ANNUAL FEE", "-", 400, 3600),),
        party=Step("TR01", "TRANSFER OF PATENT RIGHT", " ", 800, 2400),
    ),
    "KR": Course(
        pending=(Step("A201", "REQUEST FOR EXAMINATION", " ", 1, 1000),
                 Step("E902", "NOTIFICATION OF REASON FOR REFUSAL", "-", 1001, 1200)),
        grant=(Step("E701", "DECISION TO GRANT OR REGISTRATION OF PATENT RIGHT", "+", -40, -30),
               Step("GRNT", "WRITTEN DECISION TO GRANT", "+", 0, 0)),
        fee=Step("FPAY", "ANNUAL FEE PAYMENT", " ", 3 * YEAR, 4 * YEAR),
        ended=(Step("E601", "DECISION TO REFUSE APPLICATION", "-", 800, 1700),
               Step("WITB", "WRITTEN WITHDRAWAL OF APPLICATION", "-", 600, 1200)),
        lapsed=(Step("LAPS", "LAPSE DUE TO UNPAID ANNUAL FEE", "-", 3 * YEAR, 8 * YEAR),),
    ),
    "DE": Course(
        pending=(Step("R012", "REQUEST FOR EXAMINATION VALIDLY FILED", "+", 1, 700),
                 Step("R016", "RESPONSE TO EXAMINATION COMMUNICATION", " ", 701, 1000)),
        grant=(Step("R018", "GRANT DECISION BY EXAMINATION SECTION/EXAMINING DIVISION", "+", -90, -60),
               Step("R020", "PATENT GRANT NOW FINAL", "+", 270, 300)),
        ended=(Step("R002", "REFUSAL DECISION IN EXAMINATION/REGISTRATION PROCEEDINGS", "-", 900, 2000),),
        lapsed=(Step("R119", "APPLICATION DEEMED WITHDRAWN, OR IP RIGHT LAPSED, DUE TO NON-PAYMENT OF RENEWAL FEE", "-", 400, 4000),),
        party=Step("R081", "CHANGE OF APPLICANT/PATENTEE", " ", 300, 1500),
    ),
    "FR": Course(
        pending=(Step("PLSC", "PUBLICATION OF THE PRELIMINARY SEARCH REPORT", " ", 545, 555),),
        fee=Step("PLFP", "FEE PAYMENT", "+", YEAR, 2 * YEAR),
        lapsed=(Step("ST", "NOTIFICATION OF LAPSE", "-", 800, 4000),),
        party=Step("TP", "TRANSMISSION OF PROPERTY", " ", 600, 2000),
    ),
    "ES": Course(
        pending=(Step("BA2A", "PATENT APPLICATION PUBLISHED", "+", 545, 555),),
        grant=(Step("FG2A", "DEFINITIVE PROTECTION", "+", 0, 0),),
        lapsed=(Step("FD2A", "ANNOUNCEMENT OF LAPSE IN SPAIN", "-", 800, 4000),),
        party=Step("PC2A", "TRANSFER OF PATENT", "+", 600, 2000),
    ),
    "BR": Course(
        pending=(Step("B03A", "PUBLICATION OF A PATENT APPLICATION OR OF A CERTIFICATE OF ADDITION OF INVENTION [CHAPTER 3.1 PATENT GAZETTE]",
                      " ", 545, 560),),
        grant=(Step("B16A", "PATENT OR CERTIFICATE OF ADDITION OF INVENTION GRANTED [CHAPTER 16.1 PATENT GAZETTE]", "+", 0, 0),),
        ended=(Step("B08F", "APPLICATION DISMISSED BECAUSE OF NON-PAYMENT OF ANNUAL FEES [CHAPTER 8.6 PATENT GAZETTE]", "-", 1000, 2400),),
        lapsed=(Step("B21F", "LAPSE ACC. ART. 78, ITEM IV - ON NON-PAYMENT OF THE ANNUAL FEES IN TIME", "-", 600, 3000),),
    ),
    "RU": Course(
        ended=(Step("FA92", "ACKNOWLEDGEMENT OF APPLICATION WITHDRAWN (LACK OF SUPPLEMENTARY MATERIALS SUBMITTED)", "-", 500, 900),),
        lapsed=(Step("MM4A", "THE PATENT IS INVALID DUE TO NON-PAYMENT OF FEES", "-", 700, 3600),),
        party=Step("PC41", "OFFICIAL REGISTRATION OF THE TRANSFER OF EXCLUSIVE RIGHT", " ", 500, 1500),
    ),
    "AU": Course(
        grant=(Step("FGA", "LETTERS PATENT SEALED OR GRANTED (STANDARD PATENT)", "+", 90, 120),),
        ended=(Step("MK5", "APPLICATION LAPSED SECTION 142(2)(E) - PATENT REQUEST AND COMPL. SPECIFICATION NOT ACCEPTED", "-", 1000, 1700),),
        lapsed=(Step("MK14", "PATENT CEASED SECTION 143(A) (ANNUAL FEES NOT PAID) OR EXPIRED", "-", 800, 4000),),
        party=Step("PC", "ASSIGNMENT REGISTERED", " ", 400, 1500),
    ),
    "CA": Course(
        pending=(Step("EEER", "EXAMINATION REQUEST", "+", 300, 1700),),
        ended=(Step("FZDE", "DISCONTINUED", "-", 1000, 2500),),
        lapsed=(Step("MKLA", "LAPSED", "-", 700, 3600),),
    ),
    "GB": Course(
        ended=(Step("WAP", "APPLICATION WITHDRAWN, TAKEN TO BE WITHDRAWN OR REFUSED ** AFTER PUBLICATION UNDER SECTION 16(1)", "-", 800, 1700),),
        lapsed=(Step("PCNP", "PATENT CEASED THROUGH NON-PAYMENT OF RENEWAL FEE", "-", 800, 4000),),
        extended=Step("CTFF", "SUPPLEMENTARY PROTECTION CERTIFICATE FILED", " ", 1200, 3000),
    ),
}  # fmt: skip

_LAPSE_STATES = ("LT", "BG", "CY", "GR", "RO", "SK", "EE", "HU")
_FEE_STATES = ("DE", "FR", "GB", "NL", "IT", "ES")


def events(invention: Invention, application: Application) -> list[Event]:
    """Return the events of an application up to today, in order of date."""
    office = "WO" if application.kind == "W" else application.office
    course = COURSES.get(office)
    if course is None:
        return []
    dice = Dice(stream(invention.subject.seed, "events", application.doc_id))
    found = [Event(office, step, application.filed + dice.between(step.low, step.high)) for step in course.pending]
    if course.party and dice.chance(0.3):
        day = application.filed + dice.between(course.party.low, course.party.high)
        found.append(Event(office, course.party, day, owner=invention.applicant.docdb))
    if application.granted_on:
        found += _after_grant(dice, office, course, application)
    elif course.ended and dice.chance(0.55):
        step = dice.pick(course.ended)
        found.append(Event(office, step, application.filed + dice.between(step.low, step.high)))
    return sorted((event for event in found if event.day <= TODAY), key=lambda event: (event.day, event.step.code))


def _after_grant(dice: Dice, office: str, course: Course, application: Application) -> list[Event]:
    granted = application.granted_on
    found = [Event(office, step, granted + dice.between(step.low, step.high)) for step in course.grant]
    if course.opposed:
        step = course.opposed[0 if dice.chance(0.9) else 1]
        found.append(Event(office, step, granted + dice.between(step.low, step.high)))
    end = TODAY
    if course.lapsed and dice.chance(0.35):
        step = course.lapsed[0]
        end = granted + dice.between(step.low, step.high)
        states = dice.some(_LAPSE_STATES, 3) if office == "EP" else [""]
        found += [
            Event(office, step, end + place * 20, state=state, effective=end) for place, state in enumerate(states)
        ]
    if course.fee and (step := course.fee):
        day, place = granted + step.low, 1
        while day < end and place <= 4:
            state = _FEE_STATES[place % 6] if office == "EP" else ""
            found.append(Event(office, step, day, fee_year=place * step.high // YEAR, state=state))
            day, place = day + step.high, place + 1
    if course.extended and dice.chance(0.03):
        found.append(Event(office, course.extended, granted + dice.between(course.extended.low, course.extended.high)))
    return found
