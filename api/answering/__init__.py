"""From a prepared operation to its answer.

engine      one operation, from text to answer
answers     an answer and its JSON
streaming   an answer that is sent while its rows are read
results     answers kept for one data version
former      entities asked for by an id they no longer have
"""
