from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_out

from accounts.signals import invite_taken, person_added, rights_lost


class ChatConfig(AppConfig):
    name = "chat"

    def ready(self):
        from chat import receivers  # the models it needs are loaded only now

        person_added.connect(receivers.welcome)
        invite_taken.connect(receivers.bring_in)
        rights_lost.connect(receivers.close_sockets)
        user_logged_out.connect(receivers.close_session)
