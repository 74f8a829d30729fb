"""HTTP faces; each owns its wire types and error bodies."""
