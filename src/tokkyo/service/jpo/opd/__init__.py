"""The One Portal Dossier over what is stored: publications of any office, and cases of the Japan Patent Office."""
