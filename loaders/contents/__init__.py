"""What is in the core and what is not, counted: `python -m loaders.contents` writes docs/research/contents.md and recent.md.

counting   entities, relationships and states, by class, relation and year
lists      which lists are complete, which end sooner, which nobody wrote down
absent     what was looked for and is not there
tables     the tables of the page
page       the page, from contents.md
recent     the page of what changed in the last year, from recent.md
summary    a line for each class and list: entities, facts, dated, checked, as of, complete
whole      these lines for files that a user names
"""
