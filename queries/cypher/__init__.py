"""Cypher (docstring below)"""
