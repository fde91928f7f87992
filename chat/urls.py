"""Addresses of the pages."""

from django.urls import path

from chat.views import (
    arrivals,
    departures,
    details,
    home,
    invites,
    members,
    messages,
    roles,
    room_life,
    room_settings,
    rooms,
    site,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("rooms/", home.rooms, name="rooms"),
    path("rooms/browse/", rooms.browse, name="browse"),
    path("rooms/new/", rooms.new_room, name="new_room"),
    path("rooms/<int:room_id>/", rooms.room, name="room"),
    path("rooms/<int:room_id>/join/", rooms.join, name="join_room"),
    path("rooms/<int:room_id>/leave/", departures.leave, name="leave_room"),
    path("rooms/<int:room_id>/details/", details.details, name="room_details"),
    path("rooms/<int:room_id>/level/", details.level, name="room_level"),
    path("rooms/<int:room_id>/members/", members.members, name="members"),
    path("rooms/<int:room_id>/members/add/", members.add, name="add_members"),
    path("rooms/<int:room_id>/members/<int:user_id>/role/", roles.role, name="member_role"),
    path("rooms/<int:room_id>/members/<int:user_id>/owner/", roles.hand_over, name="hand_over"),
    path(
        "rooms/<int:room_id>/members/<int:user_id>/remove/", departures.remove, name="remove_member"
    ),
    path("rooms/<int:room_id>/members/<int:user_id>/ban/", departures.ban, name="ban_member"),
    path("rooms/<int:room_id>/bans/", members.bans, name="bans"),
    path("rooms/<int:room_id>/bans/<int:user_id>/lift/", members.lift, name="lift_ban"),
    path("rooms/<int:room_id>/settings/", room_settings.room_settings, name="room_settings"),
    path("rooms/<int:room_id>/door/", room_settings.door, name="room_door"),
    path("rooms/<int:room_id>/picture/", room_settings.picture, name="set_room_picture"),
    path("rooms/<int:room_id>/picture/remove/", room_settings.drop_picture, name="drop_picture"),
    path(
        "rooms/<int:room_id>/picture/<int:version>.webp",
        room_settings.room_picture,
        name="room_picture",
    ),
    path("rooms/<int:room_id>/archive/", room_life.archive, name="archive_room"),
    path("rooms/<int:room_id>/restore/", room_life.restore, name="restore_room"),
    path("rooms/<int:room_id>/delete/", room_life.delete, name="delete_room"),
    path("rooms/<int:room_id>/messages/", messages.messages, name="messages"),
    path("rooms/<int:room_id>/messages/<int:message_id>/", rooms.permalink, name="permalink"),
    path("rooms/<int:room_id>/changes/", messages.changes, name="changes"),
    path("rooms/<int:room_id>/read/", messages.read, name="read"),
    path("rooms/<int:room_id>/typing/", messages.typing, name="typing"),
    path("invites/", invites.invites, name="invites"),
    path("invites/<int:invite_id>/", invites.link, name="invite_link"),
    path("invites/<int:invite_id>/revoke/", invites.revoke, name="revoke_invite"),
    path("i/<str:token>/", arrivals.invite, name="invite"),
    path("settings/site/", site.site, name="settings_site"),
]
