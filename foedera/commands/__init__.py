"""One module for each command; cli.py says which there are."""
