"""The domain as frozen data: publications, numbers, kinds, legal events. No input or output here."""
