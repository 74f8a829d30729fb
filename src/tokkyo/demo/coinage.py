"""Rare words: chemical names, compound adjectives, part numbers and coined names, tens of thousands of each kind."""

# ruff: noqa: E501 - tables: a row stays on one line where that reads better

from tokkyo.demo.dice import Dice

POSITIONS = ("2", "3", "4", "5", "6", "2,4", "2,6", "3,5", "1,3", "1,4", "N", "N,N", "4,4'", "2,2,6")
_GROUPS = (
    "methyl", "ethyl", "chloro", "fluoro", "hydroxy", "amino", "methoxy", "bromo", "nitro", "cyano", "dimethyl",
    "trifluoromethyl", "isopropyl", "benzyl", "phenoxy", "acetyl", "carboxy", "sulfo", "tert-butyl", "cyclopropyl",
)  # fmt: skip
_RINGS = (
    "pyridin", "pyrimidin", "imidazol", "benzothiazol", "quinolin", "indol", "pyrazol", "oxazol", "thiophen", "furan",
    "piperidin", "morpholin", "phenyl", "naphthyl", "cyclohexyl", "triazol", "azetidin", "purin", "xanthen", "adamantyl",
)  # fmt: skip
_ENDS = (
    "amine", "carboxamide", "sulfonamide", "acetate", "benzoate", "urea", "methanol", "carboxylic acid", "hydrochloride",
    "phosphonate", "acrylate", "silane", "isocyanate", "oxide", "thiol",
)  # fmt: skip
_ADJECTIVE_HEADS = (
    "photo", "thermo", "electro", "magneto", "piezo", "hydro", "pneumo", "cryo", "acousto", "visco", "aero", "bio",
    "chemo", "micro", "nano", "opto", "radio", "tribo", "sono", "elasto", "mechano", "gyro", "stereo", "spectro",
    "hygro", "baro", "litho", "ferro", "immuno", "ergo",
)  # fmt: skip
_ADJECTIVE_TAILS = (
    "catalytic", "conductive", "elastic", "plastic", "chromic", "metric", "static", "dynamic", "responsive", "active",
    "sensitive", "reactive", "graphic", "resistive", "luminescent", "phobic", "philic", "tropic", "optic", "kinetic",
    "thermal", "lytic", "morphic", "nomic", "scopic",
)  # fmt: skip
SYLLABLES = (
    "vel", "tro", "nim", "sor", "lan", "ber", "dax", "mok", "fen", "gul", "hax", "rit", "wen", "zol", "pir", "cal",
    "dro", "ser", "tic", "lum", "nex", "qua", "ver", "syl", "tor", "bri", "kel", "mar", "ost", "ult", "ira", "omi",
    "ento", "axi", "ova", "ura", "ely", "ino", "aro", "ium",
)  # fmt: skip
_SERIES = "ABCDEFGHJKLMNPRSTVWX"
# Alphanumeric model heads: early ones occur often, late ones once in a while.
_MODELS = tuple(a + b for a in _SERIES for b in _SERIES)


# Ready-made tables in which early entries are made of early parts, so that a skewed draw stays skewed by part.
CHEMICAL_TAILS = tuple(f"{group}-{ring}-{end}" for end in _ENDS for ring in _RINGS for group in _GROUPS)
ADJECTIVES = tuple(head + tail for tail in _ADJECTIVE_TAILS for head in _ADJECTIVE_HEADS)
PAIRS = tuple((first + second).capitalize() for first in SYLLABLES for second in SYLLABLES)


def chemical(dice: Dice) -> str:
    """Return the name of a compound, e.g. `4-fluoro-pyridin-carboxamide`."""
    return f"{dice.pick(POSITIONS)}-{CHEMICAL_TAILS[dice.skewed(6000)]}"


def adjective(dice: Dice) -> str:
    """Return a compound adjective, e.g. `thermochromic`: some common, most rare."""
    return ADJECTIVES[dice.skewed(750)]


def coined(dice: Dice) -> str:
    """Return a coined name in Latin letters, e.g. `Vermoksyl`."""
    return dice.pick(PAIRS) + dice.pick(SYLLABLES)


def model(dice: Dice) -> str:
    """Return a part number, e.g. `KX-4417`."""
    return f"{_MODELS[dice.skewed(400)]}-{10 + dice.below(9990)}"


def coined_from(dice: Dice, syllables: tuple[str, ...]) -> str:
    """Return a coined name from a language's own syllables."""
    name = dice.pick(syllables) + dice.pick(syllables) + dice.pick(syllables)
    return name[:1].upper() + name[1:]
