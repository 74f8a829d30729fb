"""One slice to an element or object, safely: entities, encodings, repairs."""
