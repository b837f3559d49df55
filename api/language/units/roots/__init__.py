"""The fields of Query, a file for each kind. Whatever file is put here is part of the API.

Each has a function `fields` that takes a Build and returns the fields.
"""
