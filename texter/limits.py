"""What is bounded, each with its reason. Every one of them is a setting."""

from texter import env

# Requests one process works on at once; the rest wait their turn. Python runs one at a time anyway,
# so more threads only cover the waits for the database.
WEB_THREADS = 8
# Of these, how many may wait for a texting service at once.
SMS_AT_ONCE = 4
# Database work for sockets, beside the requests.
FEED_THREADS = 2
COMMAND_THREADS = 4
# Longer texts belong in a file; also bounds a fragment to some 60 kB.
MESSAGE_LENGTH = 10_000
ROOM_NAME_LENGTH = 60
TOPIC_LENGTH = 200
REASON_LENGTH = 200
# How long a deletion can be undone: the page offers it for 6 seconds, and answers take their time.
UNDO_SECONDS = 15
FILE_NAME_LENGTH = 200
# Nobody gets into a room that is this full; a room may have a lower limit of its own.
MAX_USERS_IN_ROOM = env.number("MAX_USERS_IN_ROOM", 5_000)
# Members on a page, and open rooms on theirs: who looks for one beyond them searches.
MEMBERS_PAGE = 50
BROWSED_ROOMS = 100
# A direct room is for a few people, oneself included; more are better off in a room with a name.
DIRECT_PEOPLE = 10
# Whom one has never talked to can be written to so often a day.
NEW_DIRECT_ROOMS_A_DAY = 50
# Into one room, by one person: nobody reads faster. A few at once may run ahead of it.
MESSAGES_A_MINUTE = env.number("MESSAGES_A_MINUTE", 60)
MESSAGES_AT_ONCE = 20
# What tells others, counted by person: no work needs more, and a script is stopped before it floods.
NEW_ROOMS_AN_HOUR = 30
ADDS_AN_HOUR = 200
INVITES_AN_HOUR = 30
ROOM_CHANGES_AN_HOUR = 30
# Into one room. Who came in may always leave, so this bounds the leaving, too.
JOINS_AN_HOUR = 30
# By one person, or from one address where nobody is signed in.
API_REQUESTS_A_MINUTE = env.number("API_REQUESTS_A_MINUTE", 600)
# No reader looks for more, each a walk through the index.
SEARCHES_A_MINUTE = 60
# Answers by emoji: different ones on a message, and how often one person gives or takes them.
REACTIONS_ON_MESSAGE = 20
REACTIONS_A_MINUTE = 60
# More would be a second log; what one keeps for oneself is read a page at a time.
PINS_IN_ROOM = 50
SAVED_MESSAGES = 1_000
SAVED_PAGE = 30
# What one person tells the site's moderators: who has more to tell writes to them.
REPORT_LENGTH = 500
REPORTS_AN_HOUR = 20
REPORTS_A_DAY = 50
REPORTS_PAGE = 30
# Programs that speak in one room, and those that one person answers for.
WEBHOOKS_IN_ROOM = 20
BOTS_OF_ONE = 20
# Deliveries to bots that one process works on at once, and those that a bot's page shows.
COURIERS = 3
DELIVERIES_SHOWN = 30
# What a bot's program may answer: a picture or a document, in the seconds that it may take.
ANSWER_BYTES = 5 * 1024 * 1024
ANSWER_SECONDS = 10
# A page of history, and the most that one catch-up brings before the page starts afresh.
HISTORY_PAGE = 50
CATCH_UP_LIMIT = 200
# Frames that wait for one socket. One that falls behind further starts afresh.
OUTBOX_FRAMES = 128
# Live pages of one person with one process. Of more, the one that was out of view longest waits until
# it is looked at: what somebody just opened is what they want to read.
PAGES_A_PERSON = 30
# Sockets that one person's programs have open with one process; one hears all their rooms.
SOCKETS_A_PERSON = 20
# What a program may ask for on a socket, a second; a few at once may run ahead of it, then it waits.
COMMANDS_A_SECOND = 20
COMMANDS_AT_ONCE = 60
# Commands in a row that make no sense; after these the socket closes.
FAULTY_COMMANDS = 10
# Messages that a program gets at once.
FETCHED_MESSAGES = 100
# Events that wait to be published while Redis hangs; the feeds mend what is dropped.
PUBLISH_QUEUE = 1_000
# Links that wait to be fetched, each for a few seconds.
LINK_PREVIEW_QUEUE = 100
# Of these, one person's: the links of others wait no longer than a few slow ones take.
LINK_PREVIEW_SHARE = 5
# Mails that wait for a slow mail server.
MAIL_QUEUE = 200
# A page says nothing longer than whom it watches.
FRAME_BYTES = 64 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# A request's body, from a stranger and from somebody who is signed in, and how long it may take.
BODY_BYTES = 2 * 1024 * 1024
BODY_SECONDS = 60
# One file. What is larger is a film, and better off where films are kept.
ATTACHMENT_BYTES = 25 * 1024 * 1024
# Room for two of them and the form around: the plain form sends its files together, and somewhat too
# large a file is refused in words of its own. On a slow line that takes its time.
UPLOAD_BYTES = 2 * ATTACHMENT_BYTES + DATA_UPLOAD_MAX_MEMORY_SIZE
UPLOAD_SECONDS = 900
# More than this is an album, which nobody can look through in a log.
ATTACHMENTS_A_MESSAGE = 10
# What one person has uploaded and not sent yet: a few messages full, and a quarter of a gigabyte.
WAITING_ATTACHMENTS = 50
WAITING_BYTES = 250 * 1024 * 1024
UPLOADS_AN_HOUR = 300
# What one person sends up in a day, in all: a whole holiday of pictures, and not the whole disk.
UPLOADED_MEGABYTES_A_DAY = env.number("UPLOADED_MEGABYTES_A_DAY", 2_000)
# Of one person, into one process: each holds up to UPLOAD_BYTES of the disk until it is answered.
UPLOADS_AT_ONCE = 4
# Left on the disk for the database, which needs it more; below it no file is taken in.
FREE_MEGABYTES = env.number("FREE_MEGABYTES", 500)
# A browser shows no answer to a form that it is still sending. Somebody who is signed in may finish,
# this far, while all but the start is dropped: the text stands there.
HEAD_BYTES = 256 * 1024
READ_PAST_BYTES = 4 * UPLOAD_BYTES
# A picture is drawn anew by a child process. So many pixels take 80 MB for every copy of them, and
# it makes a handful; an animation may have three times as many in all its frames.
ATTACHMENT_PIXELS = 20_000_000
PICTURE_MEMORY = 1024 * 1024 * 1024
PICTURE_SECONDS = 30
# Pictures being drawn at once, and those that wait for it, each of which holds one of WEB_THREADS.
PICTURES_AT_ONCE = 2
PICTURES_WAITING = 2
# Deleted rows whose files wait to be deleted, too: a large room's. A bucket takes one after the other.
DISCARD_QUEUE = 50_000
# Files on a page of a room's, and the newest of them beside the room.
FILES_PAGE = 40
FILES_BESIDE = 4
# Two people race to say who joined a room of 500; nobody needs to read it.
ANNOUNCED_ROOM_SIZE = 50
# In a larger room nobody asks who has seen a message, and every reading would be told to everybody.
RECEIPT_ROOM_SIZE = 50
# Above it only owners and moderators call everybody with @room.
CALLABLE_ROOM_SIZE = 50
# A composer has the names of a smaller room at hand; in a larger one it asks as one types.
MENTIONABLE = 200
# People whose presence one page follows: each is a group of the channel layer.
WATCHED_PEOPLE = 200
