"""Addresses of the pages."""

from django.urls import path

from chat.views import arrivals, home, invites, messages, places, rooms, site, switcher

urlpatterns = [
    path("", home.home, name="home"),
    path("rooms/", home.rooms, name="rooms"),
    path("rooms/browse/", rooms.browse, name="browse"),
    path("rooms/new/", rooms.new_room, name="new_room"),
    path("rooms/<int:room_id>/", rooms.room, name="room"),
    path("rooms/<int:room_id>/join/", rooms.join, name="join_room"),
    path("rooms/<int:room_id>/leave/", rooms.leave, name="leave_room"),
    path("rooms/<int:room_id>/messages/", messages.messages, name="messages"),
    path("rooms/<int:room_id>/messages/<int:message_id>/", rooms.permalink, name="permalink"),
    path("rooms/<int:room_id>/changes/", messages.changes, name="changes"),
    path("rooms/<int:room_id>/read/", messages.read, name="read"),
    path("rooms/<int:room_id>/typing/", messages.typing, name="typing"),
    path("rooms/<int:room_id>/place/", places.place, name="place"),
    path("switcher/", switcher.switcher, name="switcher"),
    path("invites/", invites.invites, name="invites"),
    path("invites/<int:invite_id>/", invites.link, name="invite_link"),
    path("invites/<int:invite_id>/revoke/", invites.revoke, name="revoke_invite"),
    path("i/<str:token>/", arrivals.invite, name="invite"),
    path("settings/site/", site.site, name="settings_site"),
]
