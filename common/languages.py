"""Languages: the codes of ISO 639-1 (https://www.loc.gov/standards/iso639-2/php/code_list.php), and what is written in their place."""

from __future__ import annotations

CODES = frozenset({
    "aa", "ab", "ae", "af", "ak", "am", "an", "ar", "as", "av", "ay", "az", "ba", "be", "bg", "bi", "bm", "bn", "bo", "br", "bs",
    "ca", "ce", "ch", "co", "cr", "cs", "cu", "cv", "cy", "da", "de", "dv", "dz", "ee", "el", "en", "eo", "es", "et", "eu", "fa",
    "ff", "fi", "fj", "fo", "fr", "fy", "ga", "gd", "gl", "gn", "gu", "gv", "ha", "he", "hi", "ho", "hr", "ht", "hu", "hy", "hz",
    "ia", "id", "ie", "ig", "ii", "ik", "io", "is", "it", "iu", "ja", "jv", "ka", "kg", "ki", "kj", "kk", "kl", "km", "kn", "ko",
    "kr", "ks", "ku", "kv", "kw", "ky", "la", "lb", "lg", "li", "ln", "lo", "lt", "lu", "lv", "mg", "mh", "mi", "mk", "ml", "mn",
    "mr", "ms", "mt", "my", "na", "nb", "nd", "ne", "ng", "nl", "nn", "no", "nr", "nv", "ny", "oc", "oj", "om", "or", "os", "pa",
    "pi", "pl", "ps", "pt", "qu", "rm", "rn", "ro", "ru", "rw", "sa", "sc", "sd", "se", "sg", "sh", "si", "sk", "sl", "sm", "sn",
    "so", "sq", "sr", "ss", "st", "su", "sv", "sw", "ta", "te", "tg", "th", "ti", "tk", "tl", "tn", "to", "tr", "ts", "tt", "tw",
    "ty", "ug", "uk", "ur", "uz", "ve", "vi", "vo", "wa", "wo", "xh", "yi", "yo", "za", "zh", "zu",
})  # fmt: skip
_MEANT = {
    "al": "sq", "at": "de", "bd": "bn", "by": "be", "cn": "zh", "cz": "cs", "dk": "da", "gb": "en", "ge": "ka", "gr": "el", "il": "he",
    "in": "hi", "ir": "fa", "iw": "he", "ji": "yi", "jp": "ja", "jw": "jv", "kh": "km", "kz": "kk", "mx": "es", "pk": "ur",
    "rs": "sr", "ua": "uk", "us": "en", "vn": "vi",
}  # fmt: skip
"""Codes of states, and codes that are withdrawn, and the languages that are meant by them."""


def unknown(tag: str) -> bool:
    """Whether a tag of BCP 47 begins with two letters that are no language."""
    code = tag.partition("-")[0]
    return len(code) == 2 and code not in CODES  # there are thousands of three letters


def meant(tag: str) -> str:
    """The tag that is meant by one that is no language; empty where nobody knows."""
    code, dash, rest = tag.partition("-")
    return f"{found}{dash}{rest}" if (found := _MEANT.get(code)) else ""
