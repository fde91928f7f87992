from allauth.account import signals as allauth_signals
from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self):
        from accounts import receivers  # the models it needs are loaded only now

        user_logged_in.connect(receivers.note_login)
        user_logged_in.connect(receivers.follow_invite)
        allauth_signals.user_logged_in.disconnect(receivers.on_user_logged_in)
        allauth_signals.user_logged_in.connect(receivers.list_session)
