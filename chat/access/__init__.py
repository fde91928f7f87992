"""From a person and an id to the thing itself, always through membership.

What is not theirs raises the same error as what is not there: a stranger cannot tell a private room from none.
"""

from chat.access.bots import bot_for, delivery_for
from chat.access.direct_rooms import direct_room_for, within_reach, writing_membership_for
from chat.access.invites import invite_into, invite_of, open_invite
from chat.access.members import ban_for, lesser_member_for, member_for, newcomer_for, newcomers_for
from chat.access.messages import (
    attachment_for,
    link_preview_for,
    membership_at,
    membership_beside,
    message_for,
    messages_for,
    own_attachments_for,
    own_message_for,
    own_uploads_for,
    removable_message_for,
    waiting_attachment_for,
    waiting_upload_for,
)
from chat.access.people import (
    ask_for,
    contact_for,
    hiding_from,
    other_person_for,
    people_for,
    people_known_to,
    people_near,
    people_of,
    person_for,
    unblocked_person_for,
)
from chat.access.reports import (
    report_for,
    report_of_member_for,
    report_of_message_for,
    reportable_message_for,
)
from chat.access.rooms import (
    BIGGEST_ID,
    joinable_room_for,
    membership_for,
    memberships_of,
    open_rooms_for,
    picture_for,
)
from chat.access.tokens import token_for
from chat.access.webhooks import open_webhook, webhook_for

__all__ = [
    "BIGGEST_ID",
    "ask_for",
    "attachment_for",
    "ban_for",
    "bot_for",
    "contact_for",
    "delivery_for",
    "direct_room_for",
    "hiding_from",
    "invite_into",
    "invite_of",
    "joinable_room_for",
    "lesser_member_for",
    "link_preview_for",
    "member_for",
    "membership_at",
    "membership_beside",
    "membership_for",
    "memberships_of",
    "message_for",
    "messages_for",
    "newcomer_for",
    "newcomers_for",
    "open_invite",
    "open_rooms_for",
    "open_webhook",
    "other_person_for",
    "own_attachments_for",
    "own_message_for",
    "own_uploads_for",
    "people_for",
    "people_known_to",
    "people_near",
    "people_of",
    "person_for",
    "picture_for",
    "removable_message_for",
    "report_for",
    "report_of_member_for",
    "report_of_message_for",
    "reportable_message_for",
    "token_for",
    "unblocked_person_for",
    "waiting_attachment_for",
    "waiting_upload_for",
    "webhook_for",
    "within_reach",
    "writing_membership_for",
]
