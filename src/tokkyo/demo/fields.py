"""All fields of technology, in the order of the translated vocabulary."""

from tokkyo.demo import technology_electronics, technology_machines, technology_matter
from tokkyo.demo.technology import Field

ORDER = [
    "battery",
    "drone",
    "surgery",
    "semiconductor",
    "antibody",
    "seed",
    "textile",
    "optics",
    "wireless",
    "learning",
    "solar",
    "wind",
    "brake",
    "packaging",
    "coffee",
    "eyewear",
    "steel",
    "detergent",
    "robot",
    "display",
    "audio",
    "water",
    "printer",
    "lock",
]

_BY_KEY = {
    found.key: found
    for module in (technology_electronics, technology_machines, technology_matter)
    for found in module.FIELDS
}

FIELDS: tuple[Field, ...] = tuple(_BY_KEY[key] for key in ORDER)
