"""The store is the truth: source records, publications, accounts and jobs in SQLite."""
