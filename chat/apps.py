from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_out
from django.db.models.signals import post_delete

from accounts.signals import (
    appearance_changed,
    asks_changed,
    contact_accepted,
    data_collected,
    face_changed,
    invite_held_out,
    invite_taken,
    person_added,
    person_deleted,
    person_held,
    person_turned,
    rights_lost,
)


class ChatConfig(AppConfig):
    name = "chat"

    def ready(self):
        from chat import receivers  # the models it needs are loaded only now

        person_added.connect(receivers.welcome)
        person_held.connect(receivers.hold_still)
        person_deleted.connect(receivers.depart)
        person_turned.connect(receivers.hand_on)
        data_collected.connect(receivers.collect_rooms)
        data_collected.connect(receivers.collect_messages)
        data_collected.connect(receivers.collect_files)
        post_delete.connect(receivers.discard_files, sender="chat.Attachment")
        data_collected.connect(receivers.collect_saved)
        data_collected.connect(receivers.collect_reactions)
        data_collected.connect(receivers.collect_reports)
        data_collected.connect(receivers.collect_decided_reports)
        invite_held_out.connect(receivers.let_through)
        invite_taken.connect(receivers.bring_in)
        contact_accepted.connect(receivers.open_direct_room)
        asks_changed.connect(receivers.tell_asks)
        face_changed.connect(receivers.tell_face)
        appearance_changed.connect(receivers.appear)
        rights_lost.connect(receivers.close_sockets)
        user_logged_out.connect(receivers.close_session)
