"""Reader of MAREC, CLEF-IP and WIPO ST.36 patent documents."""
