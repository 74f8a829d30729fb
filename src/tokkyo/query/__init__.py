"""One query tree; every syntax parses to it and every engine compiles from it."""
