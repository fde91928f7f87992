"""What accounts announce; chat listens."""

from django.dispatch import Signal

# A person was added. Arguments: user, is_first (the site's owner). Sent inside the transaction.
person_added = Signal()

# A person was shut out of the site, or let in again. Arguments: user. Sent inside the transaction.
person_turned = Signal()

# A person is about to be deleted, shut out or let in again. Arguments: user. Sent inside the transaction,
# before the person's own row is locked: a receiver locks what it is going to touch, and answers a function
# that says, once the row is locked, whether that is still all of it.
person_held = Signal()

# A person is deleted. Arguments: user, emptied already. Sent inside the transaction.
person_deleted = Signal()

# A person takes out their data. Arguments: user. Receivers return a file's name and its bytes, piece
# by piece.
data_collected = Signal()

# Something that was allowed no longer is: sign-out, a new password, deactivation.
# Arguments: user, session_key (None: every session of theirs). Sent inside the transaction.
rights_lost = Signal()

# What others see of a person's presence is to change. Arguments: user. Sent inside the transaction.
appearance_changed = Signal()

# What others see of a person changed. Arguments: user, is_renamed (what they are called, or their picture,
# and not what they are at alone). Sent inside the transaction.
face_changed = Signal()

# Somebody is about to follow an invite. Arguments: room_id (None: the whole site), host (its maker).
# Sent inside the transaction, before the invite's own row is touched: a receiver locks what decides
# about it, and answers whether its maker may still let people in there.
invite_held_out = Signal()

# Somebody followed an invite. Arguments: user, room_id (None: the whole site), host (its maker).
# Sent inside the transaction. A receiver answers whether that brought them somewhere new: only then
# it is a use.
invite_taken = Signal()

# Two people are contacts from now on. Arguments: asker, asked. Sent inside the transaction.
contact_accepted = Signal()

# Somebody asked the person to be a contact, or what they asked is answered, taken back or out of sight.
# Arguments: user, whom it was asked. Sent inside the transaction.
asks_changed = Signal()
