"""Parts of a record that several sources write alike: numbers, priorities, parties, classes, citations, texts."""
