"""Cases of the Japan Patent Office as they arrived: tables of standardized data, recorded answers, document bodies."""
