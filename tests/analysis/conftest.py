"""Has the numeric library run on one thread here, too: `analysis` says so before any test imports it."""

import analysis  # noqa: F401
