"""What a search may ask of a message besides its words, as terms of the same index."""

FACT = "\ue000"  # what no word begins with
BAND = 14  # bits: 16,384 ids in a row
LINK, FILE = f"{FACT}l", f"{FACT}f"


def in_room(room_id: int) -> str:
    return f"{FACT}r{room_id}"


def by_author(user_id: int) -> str:
    return f"{FACT}u{user_id}"


def in_band(band: int) -> str:
    return f"{FACT}b{band}"
