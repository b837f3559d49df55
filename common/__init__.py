"""The ground that every other package stands on. It imports no other package of Foedera.

errors   the one tree of exceptions
dates    EDTF dates and the days they may mean
text     folding of text for comparison and search
cached   files in the user's cache folder
progress how long work reports its progress
"""
