"""Questions about the whole graph at once, over a table of spells in memory: series, changes, panels, paths, similarity, networks.

table        the columns: who, to what, the four days of each spell, and what else is compared
choosing     which spells count: relations, time, sources, standing
periods      days, months and years, and the rules by which a spell counts in one
covered      in which periods silence means no
comparing    where two datasets agree, differ and are silent
networks     who shares bodies with whom, how central each is, components and communities
series       how many held in each period
panels       which states there were, and what is known of what they are related to
sharing      what each pair of states shares, period by period
dyads        a row for each pair and year
state_years  a row for each state and year
similarity   how alike the portfolios of states are

Pure functions of numpy arrays: no store, no GraphQL. Days are whole numbers: days since 1970-01-01.
"""

import os

# Two threads of the numeric library on two busy cores take 7 to 19 times the CPU of one. Read when numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
