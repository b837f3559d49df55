"""Answers as flat tables: one row for each element of the one list of an operation.

columns   which columns an operation has, by its selection alone
rows      the cells of an answer's rows
formats   how tables look in bytes: CSV, NDJSON, Arrow and Parquet
"""
