"""From the text of an operation to its answer.

engine            one operation, from text to answer
preparing         the plan of an operation, cached by all that it depends on
answers           what an answer is: whole, streamed, or a refusal
refusals          errors as clients may see them
extensions        what stands beside the data
answer_cache      answers cached for one data version
version_check     whether that version is still the current one, asked once for many
rows              the rows of one large list, read in one transaction
framing           how rows become bytes: JSON
streaming         an answer that is sent while its rows are read
mentions          what an operation names by ids and codes: what exists, what has another id today, what was probably meant
"""
