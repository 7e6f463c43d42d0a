"""Saved studies: the store with its tables and migrations, links by token, differences, files."""
