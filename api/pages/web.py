"""Which texts a page may make a link of."""

from __future__ import annotations


def is_web(address: str) -> bool:
    """Whether it is an address of the Web. Others may be programs (`javascript:`, `data:`), and are shown as text or not at all."""
    return address.startswith(("https://", "http://"))
