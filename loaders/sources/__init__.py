"""From files, scripts and libraries to records.

gathering       which sources a target names
files           the bytes of a file, within limits
yaml_tree       YAML as a tree that knows its lines
core_types      what plain words mean in YAML
yaml_reading    the tree to records
values          one value against its property
characters      invisible characters where they mean nothing
scripting       Dataset and Loader, for sources that need code
scripts         running a script for the loader that it makes
reference       states, capitals and land borders from libraries
"""
