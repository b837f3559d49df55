"""The months by the names that people write in tables and in files."""

from __future__ import annotations

from common.words import whole

_NAMES = (
    "january february march april may june july august september october november december",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
)
"""Twelve each, in English, German, French, Spanish, Italian, Portuguese, Dutch, and (as they stand in dates) Polish and Russian."""
_MONTHS = {whole(name): number for names in _NAMES for number, name in enumerate(names.split(), 1)}
_SHORT = {name[:3]: number for number, name in enumerate(_NAMES[0].split(), 1)}


def month_of(word: str) -> int:
    """The number of a month by its name, or by three letters of the English one and more; 0 for another word."""
    return _MONTHS.get(whole(word)) or _SHORT.get(word[:3].lower(), 0)
