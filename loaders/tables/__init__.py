"""Tables as claims: CSV, spreadsheets, JSON and Parquet, by a mapping in the words of the entity YAML. docs/mappings.md explains them.

    mapping    what a mapping says, as values
    reading    a mapping from its file
    rows       rows of a table, and where their cells stand
    files      tables from files: CSV here, others by sheets (and workbook_cells) and records, within the bounds of options
    shaping    rows left out, wide to long, years to spells; phases
    cells      one cell: missing, open, dates, parts of lists
    codes      codes and names to entities, and a tally of those that lead nowhere
    ids        ids made of cells, each of one name
    saying     a row to entities, in the form of a file
    report     what came of it, as values
    loading    all of it: a mapping and its tables to records

Only files and loading read anything; the others are functions from values to values.
"""
