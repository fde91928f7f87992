"""What somebody types who wants it to be more than text: each is to be shown exactly as it stands.

Whatever works calls `hostile()`, asks for an address with "hostile" in it, or is an element whose id
is "hostile" or one of ours. None of it is Markdown, so that what is shown is what was typed.
"""

_SCRIPTED = [
    f"<{tag} src=/hostile.js href=/hostile onerror=hostile() onload=hostile() id=hostile>"
    for tag in (
        "script", "img", "svg", "iframe", "object", "embed", "video", "audio", "source", "link",
        "meta", "base", "body", "form", "input autofocus", "button", "details open", "marquee",
        "math", "style", "template", "noscript", "textarea", "title", "frame", "applet", "dialog open",
    )
]  # fmt: skip
_ACTIVE = [
    f'<b {attribute}="/hostile" hx-trigger="load" id="hostile">x</b>'
    for attribute in (
        "hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete", "data-hx-get", "data-hx-post",
        "hx-on:click", "hx-on::load", "hx-vals", "hx-include", "hx-ext", "hx-boost", "hx-push-url",
        "hx-target", "hx-select-oob", "ws-connect", "ws-send", "sse-connect", "onclick", "onfocus",
        "onpointerenter", "style", "formaction", "data-tool", "data-opens-details", "data-asks",
    )
]  # fmt: skip
_OURS = [
    f'<div id="{key}" hx-swap-oob="{how}">hostile</div>'
    for key in ("messages", "rooms", "places", "reads", "seen", "presences", "typing", "mentions")
    for how in ("true", f"delete:#{key}")
]
_BROKEN_OUT = [
    "</li></ol></section></main><script>hostile()</script>",
    '"><script>hostile()</script>',
    "'><svg/onload=hostile()>",
    '" autofocus onfocus="hostile()" x="',
    "' onmouseover='hostile()' x='",
    "</textarea><script>hostile()</script>",
    "</title><script>hostile()</script>",
    "</style><script>hostile()</script>",
    "</noscript><script>hostile()</script>",
    "</template><img src=/hostile>",
    "<!-- <script>hostile()</script>",
    "--><script>hostile()</script>",
    "]]><script>hostile()</script>",
    "<![CDATA[<script>hostile()</script>]]>",
    "<?php hostile() ?>",
    "<script/src=/hostile.js>",
    "<SCRIPT>hostile()</SCRIPT>",
    "<scr<script>ipt>hostile()</scr</script>ipt>",
    "<img/src/onerror=hostile()>",
    "<<img src=/hostile>>",
    "&lt;script&gt;hostile()&lt;/script&gt;",
    "&#60;script&#62;hostile()&#60;/script&#62;",
    "%3Cscript%3Ehostile()%3C/script%3E",
    "\\x3cscript\\x3ehostile()",
    "<a href=javascript:hostile()>x</a>",
    "<a href='/accounts/logout/'>hostile</a>",
]
_ADDRESSES = [
    "javascript:hostile()",
    "JaVaScRiPt:hostile()",
    "java\tscript:hostile()",
    "<javascript:hostile()>",
    "<data:text/html,hostile>",
    "[x](javascript:hostile())",
    "[x](JAVASCRIPT&colon;hostile())",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:hostile)",
    "data:text/html,<script>hostile()</script>",
    "vbscript:hostile()",
]
_TEMPLATES = [
    "{{ settings.SECRET-KEY }}",
    "{{ request.user.password }}",
    "{% load i18n %}{% csrf-token %}",
    "{% include '/etc/passwd' %}",
    "{% debug %}",
    "{# hostile #}",
    "${hostile()}",
    "<%= hostile() %>",
    "<?muted> data-muted<?>",
    "<?own?><?/own?>",
    "%(name)s %s {0} {}",
    "@{hostile}",
]
_TURNED = [
    f"a{mark}eliftsoh{mark}b"
    for mark in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200e\u200f\u061c\u200b\ufeff"
]

PAYLOADS = [
    *_SCRIPTED, *_ACTIVE, *_OURS, *_BROKEN_OUT, *_ADDRESSES, *_TEMPLATES, *_TURNED
]  # fmt: skip
