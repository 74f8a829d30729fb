"""English sentences of the demo corpus, by part of a document.

Slots besides those of `phrasebook`: `ia` `ib` `ip` with indefinite article, `ra` `rb` `rc` with reference numeral
(`separator 104`), `q` a quantity (`porosity of 20 to 35 %`), `u` a use, `v` a verb, `pr` a problem, `j` a compound
adjective (`ij` with article), `w` a percentage, `ch` a chemical, `y` a second material. The vocabulary comes from `technology`.
"""

# ruff: noqa: E501 - tables: a row stays on one line where that reads better

from tokkyo.demo.fields import FIELDS
from tokkyo.demo.phrasebook import Phrasebook

BOOK = Phrasebook(
    code="en",
    terms=tuple("; ".join(field.terms) for field in FIELDS),
    titles=(
        "{P} {t}",
        "{P} and method for producing the same",
        "{P} having {ia}",
        "Method and system for operating {ip}",
        "{A} for {ip}",
        "{J} {p} {t}",
        "{P} with {a} and {b}",
        "{A}, {b} and {p} comprising same",
        "{P} for {u}",
        "{J} {a} and {p} including the same",
        "Use of {m} in {ip}",
        "{P} based on {y}",
        "Arrangement of {ia} and {ib} in {ip}",
    ),
    openings=(
        "The invention relates to {ip} {t}.",
        "{Ip} includes {ia}, {ib} and {ic}.",
        "Disclosed is {ip} comprising {ia} and {ib}.",
        "A method of operating {ip} is provided.",
        "{Ip} suitable for {u} is described.",
    ),
    abstract=(
        "The {a} is based on {m}.",
        "The {b} is coupled to the {c} and is arranged to {v} under control of the {a}.",
        "This results in {e}.",
        "The {a} has a {q}.",
        "In one embodiment, the {b} comprises {m} and {y}.",
        "The arrangement reduces {pr}.",
        "The {c} may be provided {t}.",
        "{Ij} {a} is disposed between the {b} and the {c}.",
        "The {p} can be used for {u}.",
        "A content of {ch} is kept below {n} ppm.",
    ),
    claims=(
        "{Ip} comprising: {ia}; {ib} coupled to the {a}; and {ic} arranged to {v} the {b}, wherein the {a} comprises {m}",
        "A method of operating {ip}, the method comprising: providing {ia}; causing {ib} to {v}; and monitoring {ic} "
        "by means of the {a}",
    ),
    dependents=(
        "wherein the {b} has a {q}",
        "wherein the {a} comprises {m} and {y}",
        "further comprising {ic} coupled to the {b}",
        "wherein the {c} is provided {t}",
        "wherein the {a} is {ij} {a}",
        "wherein the {b} is configured to {v} when a threshold is exceeded",
        "wherein the {b} is releasably attached to the {c}",
        "wherein {ch} is present in an amount of {n} ppm or less",
        "wherein the {a} and the {b} are formed in one piece",
        "wherein the {c} is replaceable without removing the {a}",
    ),
    headings=("TECHNICAL FIELD", "BACKGROUND", "SUMMARY", "BRIEF DESCRIPTION OF THE DRAWINGS", "DETAILED DESCRIPTION"),
    paragraphs=(
        "The present disclosure relates to {ip}, and more particularly to {ip} {t}.",
        "The present invention is in the field of {u} and concerns {ip}.",
        "Embodiments described herein generally relate to {ip} and to a method of manufacturing it.",
    ),
    phrases=(
        "with temperature control", "with electronic control", "with adjustable support", "with wireless transmission",
        "with overload protection", "with multilayer structure", "with reduced weight", "with quick release", "with self-diagnosis",
        "with recirculation", "with double sealing", "with variable pressure", "with optical monitoring", "with vibration damping",
    ),
    syllables=("vel", "tro", "nim", "sor", "lan", "ber", "dax", "mok", "fen", "gul", "hax", "rit", "wen", "zol", "pir", "cal"),
)  # fmt: skip

BACKGROUND = (
    "Devices of this kind are widely used for {u}.",
    "A known difficulty is {pr}.",
    "Attempts have been made to address {pr} by enlarging the {a}, but this increases cost.",
    "In conventional designs, the {a} and the {b} are mounted separately, which complicates assembly.",
    "It is known to use {m} for the {a}; however, {pr} may then occur.",
    "Another approach relies on {ib} that has to {v} continuously, so that the {c} ages early.",
    "There is therefore a need for {ip} that offers {e}.",
    "Prior proposals such as the {k} series did not solve the problem of {pr}.",
    "Moreover, users in the field of {u} expect {e}.",
    "None of these documents suggests combining {ia} with {ij} {b}.",
)
SUMMARY = (
    "According to a first aspect, {ip} comprises {ia}, {ib} and {ic}.",
    "The {a} may comprise {m}, preferably in a proportion of {w} percent by weight.",
    "In this way, {pr} can be avoided and {e} is achieved.",
    "In a further aspect, a method of producing {ip} comprises the steps of providing {ia} and attaching {ib} thereto.",
    "Preferably, the {b} has a {q}.",
    "The inventors have found that {ij} {a} surprisingly reduces {pr}.",
    "In some examples the {c} is provided {t}.",
    "Advantageous developments are set out in the dependent claims.",
    "The advantage is most pronounced in {u}.",
)
DRAWINGS = (
    "is a perspective view of {ip} according to a first embodiment",
    "is a sectional view of the {a}",
    "is a block diagram showing the {b} and the {c}",
    "is a flow chart of a method of operating the {p}",
    "is an exploded view of the {c}",
    "is a graph of measured values for the {a}",
    "is a schematic view of a variant in which the {b} is omitted",
)
EMBODIMENT = (
    "The {p} 100 comprises {ra}, {rb} and {rc}.",
    "The {ra} comprises {m}, although {y} may be used instead.",
    "The {ra} has a {q}, more preferably close to the middle of this range.",
    "If the {q} is exceeded, {pr} may result.",
    "It has proved useful to provide the {rc} {t}.",
    "In the example, material of type {k} was used for the {rb}.",
    "With regard to {u}, the {ra} is preferably chosen together with the {rb}.",
    "The product sold as {x} may be added in small amounts.",
    "This measure counteracts {pr}.",
    "As a consequence, {e} is obtained without additional effort.",
    "Tests showed that the {q} has only little influence on the {rb}.",
    "Optionally, {ic} is provided between the {ra} and the {rb}.",
    "A comparison with product {x} showed a clear advantage for {u}.",
    "Instead of {m}, a mixture of {m} and {y} can be used.",
    "The {p} 100 described here therefore provides {e}.",
    "A sample designated {k} was observed for {n} hours and then evaluated.",
)
DEVICE = (
    "As shown, the {ra} is arranged adjacent to the {rb} and extends over most of its length.",
    "In operation, the {rb} is caused to {v} while the {rc} remains stationary.",
    "A controller evaluates signals of the {rc} and adjusts the {ra} accordingly.",
    "The {rb} is fastened to the {ra} by means of screws, clips or an adhesive.",
    "{Ij} layer is applied to the {ra} in order to keep {ch} away from the {rb}.",
    "The skilled person will appreciate that the {rb} may be replaced by any element able to {v}.",
    "Between the {ra} and the {rc} there is a gap of {n} mm.",
    "The surface of the {ra} was treated with {ch} at {n} degrees Celsius.",
    "When the user wishes to {v}, the {rb} is moved into the position shown in broken lines.",
    "In an alternative embodiment, two or more of the {ra} are connected in series.",
    "The {rc} comprises {ij} portion facing the {ra}.",
    "For cleaning, the {ra} can be removed together with the {rb}.",
    "The {ra} is dimensioned such that {pr} does not occur even after {n} cycles.",
    "During assembly the {rc} is first pushed onto the {ra} and then locked.",
    "The wall of the {rb} tapers towards the {rc}.",
    "In the rest position the {ra} bears against a stop of the {rb}.",
)
SUBSTANCE = (
    "The {ra} was prepared from {ch} by stirring for {n} minutes at room temperature.",
    "In example {n}, the {rb} was brought into contact with {y} before the step to {v} took place.",
    "{Ij} interaction between the {ra} and the {rb} was confirmed by chromatography.",
    "The proportion of the {ra} is preferably {w} percent by weight of the whole.",
    "A control without the {rc} showed {pr} within {n} hours.",
    "The composition further contains {ch} as a stabiliser.",
    "Samples were drawn every {n} seconds and the content of {ch} was determined.",
    "The {rb} is obtained by methods known to the skilled person and then allowed to {v}.",
    "Replacing {m} by {y} lowered the yield by {w} percent.",
    "The {ra} and the {rb} may be present as a kit of parts.",
    "In a preferred embodiment the {rc} is linked to the {ra} through {ij} group.",
    "The results for batch {k} are given in the table; the {q} was measured in triplicate.",
    "Suitable salts of {ch} are included as well.",
    "Storage stability of the {ra} was tested at {w} degrees Celsius.",
)
SOFTWARE = (
    "The {rb} receives an output of the {ra} and forwards it to the {rc}.",
    "In step S{n}, the {rb} begins to {v} on the basis of information held by the {ra}.",
    "If a condition is not met, processing returns to the {rc}.",
    "The {ra} may be implemented in hardware, in software or as a combination of both.",
    "A table associates identifiers of the {ra} with states of the {rb}.",
    "A timer of {n} ms is started when the {rc} has been updated.",
    "{Ij} estimate is derived from the {ra} and compared with a threshold.",
    "The instructions may be stored on a non-transitory medium readable by the {rc}.",
    "In release {k} the {rb} and the {rc} run on different nodes.",
    "The {ra} reports its state so that the {rb} need not {v} again.",
    "Weights of {w} percent and below are set to zero before the {rc} is evaluated.",
    "The flow chart shows how the {ra} and the {rb} exchange messages.",
    "Data of the {rc} may be encrypted before being passed to the {rb}.",
    "An error of the {ra} is reported with code {n}.",
)
BY_NATURE = {
    "device": EMBODIMENT + DEVICE,
    "substance": EMBODIMENT + SUBSTANCE,
    "software": EMBODIMENT + SOFTWARE,
}
CLOSING = (
    "While particular embodiments have been described, various changes may be made without departing from the scope of the claims.",
    "Features described in connection with one embodiment may be combined with features of another embodiment.",
    "The terms first and second are used to distinguish elements and do not imply an order.",
    "Numerical ranges include their end points and all values between them.",
)
DESIGN_FIGURES = ("perspective", "front elevational", "rear elevational", "left side elevational", "right side elevational",
                  "top plan", "bottom plan")  # fmt: skip
LITERATURE_TITLES = (
    "Influence of {m} on the {a} of {ip}", "A review of {m} for {u}", "Modelling of the {a} and the {b} under load",
    "Experimental study on {pr}", "Towards {e} in {u}", "{J} materials for {u}", "Measurement of {q} by optical methods",
)  # fmt: skip
JOURNALS = (
    ("Journal of Applied Engineering Letters", "1873-402X"), ("Annals of Materials and Devices", "2045-118X"),
    ("Transactions on Practical Systems", "0918-6634"), ("Advances in Process Technology", "1556-0927"),
    ("International Review of Instruments", "1360-7712"), ("Bulletin of Experimental Methods", "0022-9936"),
)  # fmt: skip
