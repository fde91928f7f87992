"""The frame both baselines push: one message as HTML, of the size and kind that texter renders."""

ROW = """<div hx-swap-oob="upsert:#messages" data-room="{room}" data-since="{before}" data-version="{seq}">
<li class="msg msg--first" id="message-{seq}" tabindex="-1" data-seq="{seq}" data-version="{seq}"
  data-ts="1767225600000" data-author="{author}" data-client-id="00000000-0000-4000-8000-000000000000"
  aria-labelledby="message-{seq}-author message-{seq}-time message-{seq}-body">
  <div class="msg__gutter">
    <span class="avatar hue-7" aria-hidden="true">AB</span>
    <time class="msg__time" datetime="2026-01-01T00:00:00+00:00" aria-hidden="true">00:00</time>
  </div>
  <div class="msg__main">
    <div class="msg__head">
      <span class="msg__author" id="message-{seq}-author"><bdi>Person {author}</bdi></span>
      <time class="msg__time" id="message-{seq}-time" datetime="2026-01-01T00:00:00+00:00">00:00</time>
    </div>
    <div class="bubble" id="message-{seq}-body">
      <div class="msg__text" dir="auto">{body}</div>
    </div>
  </div>
</li>
</div>"""


def row(seq: int, body: str, *, room: int = 1, author: int = 1) -> str:
    return ROW.format(seq=seq, before=seq - 1, body=body, room=room, author=author)
