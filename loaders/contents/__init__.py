"""What is in the core and what is not, counted: `python -m loaders.contents.page` writes docs/research/contents.md.

counting   entities, relationships and states, by class, relation and year
lists      which lists are complete, which end sooner, which nobody wrote down
absent     what was looked for and is not there
tables     the tables of the page
page       the page, from contents.md
"""
