"""Importing the interchange format: a folder with a manifest and tables in JSON Lines (docs/running/import.md)."""
