"""What is written for Slack's incoming webhooks, as Markdown: senders that exist work unchanged.

After https://docs.slack.dev/messaging/formatting-message-text and its block kit; what has no
counterpart, such as colours and buttons that post back, is left out.
"""

import re
from html import unescape

CODE = re.compile(r"(```.*?```|`[^`\n]+`)", re.DOTALL)
# None reaches over the next `<`: what is never closed would be looked through from each anew.
LINK = re.compile(r"<(https?:[^|<>\s]+|mailto:[^|<>\s]+)(?:\|([^<>\n]*))?>")
CALL = re.compile(r"<!(\w+)(?:\^[^|<>]*)?(?:\|([^<>\n]*))?>")
NAMED = re.compile(r"<[@#]([\w-]+)(?:\|([^<>\n]*))?>")
BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
STRUCK = re.compile(r"(?<![\w~])~(?=\S)([^~\n]+?)(?<=\S)~(?![\w~])")
SPECIAL = re.compile(r"([\\`*_~\[\]])")
LONGEST = 40_000  # as Slack cuts it; far more than a message holds
DEEPEST = 8  # of rich text in rich text


def to_markdown(payload: dict) -> str:
    """All that a payload says; blank where it says nothing. Whatever is not as Slack's is left out."""
    blocks = _blocks(payload.get("blocks"))
    parts = [blocks or mrkdwn(payload.get("text"))]
    parts += [_attachment(each) for each in _dicts(payload.get("attachments"))]
    return "\n\n".join(filter(None, parts))


def mrkdwn(text: object) -> str:
    """Slack's markup as Markdown; code stays as it is."""
    if not isinstance(text, str):
        return ""
    pieces = CODE.split(text[:LONGEST])
    return "".join(unescape(each) if n % 2 else _marked(each) for n, each in enumerate(pieces))


def _marked(text: str) -> str:
    text = CALL.sub(lambda found: found[2] or f"@\u2060{found[1]}", text)
    text = NAMED.sub(lambda found: found[2] or found[1], text)
    text = STRUCK.sub(r"~~\1~~", BOLD.sub(r"**\1**", text))
    return unescape(LINK.sub(_link, text))


def _link(found: re.Match) -> str:
    return _titled(found[2] or "", found[1])


def _titled(title: str, address: object) -> str:
    """A title that leads somewhere, if there is anywhere that it can lead."""
    is_address = isinstance(address, str) and address.startswith(("http://", "https://", "mailto:"))
    if not is_address or re.search(r"[\s<>]", str(address)):
        return title
    shown = title.replace("[", "(").replace("]", ")")
    return f"[{shown}](<{address}>)" if shown else f"<{address}>"


def _attachment(told: dict) -> str:
    title = mrkdwn(told.get("title"))
    link = told.get("title_link")
    lines = [
        mrkdwn(told.get("pretext")),
        _titled(_plain(told.get("author_name")), told.get("author_link")),
        f"**{_titled(title, link)}**" if title else "",
        mrkdwn(told.get("text")),
        *[_field(each) for each in _dicts(told.get("fields"))],
        _blocks(told.get("blocks")),
        _titled("", told.get("image_url")),
        mrkdwn(told.get("footer")),
    ]
    return "\n\n".join(filter(None, lines)) or mrkdwn(told.get("fallback"))


def _field(told: dict) -> str:
    title, value = mrkdwn(told.get("title")), mrkdwn(told.get("value"))
    return f"**{title}** {value}".strip() if title else value


def _blocks(blocks: object) -> str:
    return "\n\n".join(filter(None, map(_block, _dicts(blocks))))


def _block(block: dict) -> str:
    draw = BLOCKS.get(str(block.get("type")))
    return draw(block) if draw else ""


def _section(block: dict) -> str:
    texts = [_text(block.get("text")), *map(_text, _dicts(block.get("fields")))]
    accessory = _dicts([block.get("accessory")])
    return "\n\n".join(filter(None, [*texts, *map(_element, accessory)]))


def _header(block: dict) -> str:
    words = _text(block.get("text"))
    return f"**{words}**" if words else ""


def _row(block: dict) -> str:
    return " ".join(filter(None, map(_element, _dicts(block.get("elements")))))


def _image(block: dict) -> str:
    title = _text(block.get("title")) or _plain(block.get("alt_text"))
    return _titled(title, block.get("image_url"))


def _element(told: dict) -> str:
    """What stands in a row: a text, a picture, or a button that leads to an address."""
    if told.get("type") == "image":
        return _image(told)
    if told.get("type") == "button":
        return _titled(_text(told.get("text")), told.get("url")) if told.get("url") else ""
    return _text(told)


def _text(told: object) -> str:
    if not isinstance(told, dict):
        return ""
    is_plain = told.get("type") == "plain_text"
    return _plain(told.get("text")) if is_plain else mrkdwn(told.get("text"))


def _plain(text: object) -> str:
    """Words that mean nothing but themselves."""
    return SPECIAL.sub(r"\\\1", text) if isinstance(text, str) else ""


def _rich(block: dict, depth: int = 0) -> str:
    if depth > DEEPEST:
        return ""
    kind, parts = block.get("type"), _dicts(block.get("elements"))
    if kind == "rich_text_list":
        sign = "1." if block.get("style") == "ordered" else "-"
        return "\n".join(f"{sign} {_rich(each, depth + 1)}" for each in parts)
    if kind in ("rich_text", None):  # not a set: whatever was sent is compared, not hashed
        return "\n\n".join(filter(None, (_rich(each, depth + 1) for each in parts)))
    if kind == "rich_text_preformatted":
        return "```\n" + "".join(str(each.get("text") or "") for each in parts) + "\n```"
    words = "".join(map(_rich_piece, parts))
    return "> " + words.replace("\n", "\n> ") if kind == "rich_text_quote" else words


def _rich_piece(told: dict) -> str:
    text = told.get("text") or told.get("name") or told.get("range") or ""
    if told.get("type") == "link":
        return _titled(_plain(told.get("text")), told.get("url"))
    if told.get("type") == "emoji":
        return f":{_plain(text)}:"
    style = told.get("style")
    return _styled(str(text), style if isinstance(style, dict) else {})


def _styled(text: str, style: dict) -> str:
    if style.get("code"):
        return f"`{text}`"
    words = _plain(text)
    for name, mark in (("bold", "**"), ("italic", "_"), ("strike", "~~")):
        words = f"{mark}{words}{mark}" if style.get(name) and words.strip() else words
    return words


def _dicts(told: object) -> list[dict]:
    return [each for each in told if isinstance(each, dict)] if isinstance(told, list) else []


BLOCKS = {
    "section": _section,
    "header": _header,
    "context": _row,
    "actions": _row,
    "image": _image,
    "rich_text": _rich,
    "divider": lambda block: "---",
    "markdown": lambda block: str(block.get("text") or ""),
}
