"""What helps a curator to write files: skeletons, one form for all files, and changes of all files together.

skeletons   a commented beginning for an entity of any class
syntax      a file as a tree that keeps comments
formatting  the one form
modeline    the line by which editors find the schema
renaming    another id, everywhere
merging     two that are one
splitting   one that is two
said        what files say before and after they are edited
writing     a file is there whole, old or new
"""
