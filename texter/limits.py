"""What is bounded, each with its reason. Every one of them is a setting."""

from texter import env

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400  # seconds

# -- The process ----------------------------------------------------------------------------------

# Requests one process works on at once; the rest wait their turn. Python runs one at a time anyway,
# so more threads only cover the waits for the database.
WEB_THREADS = 8
# Of these, how many may wait for a texting service at once.
SMS_AT_ONCE = 4
# Database work for sockets, beside the requests.
FEED_THREADS = 2
COMMAND_THREADS = 4

# -- What people write ----------------------------------------------------------------------------

# Longer texts belong in a file; also bounds a fragment to some 60 kB.
MESSAGE_LENGTH = 10_000
ROOM_NAME_LENGTH = 60
TOPIC_LENGTH = 200
REASON_LENGTH = 200
# How long a deletion can be undone: the page offers it for 6 seconds, and answers take their time.
UNDO_SECONDS = 15
FILE_NAME_LENGTH = 200
# Names that one message may call; more would be a flood.
NAMES_IN_MESSAGE = 50
# Nobody searches for a page of text.
SEARCH_LENGTH = 200

# -- Rooms ----------------------------------------------------------------------------------------

# Nobody gets into a room that is this full; a room may have a lower limit of its own.
MAX_USERS_IN_ROOM = env.number("MAX_USERS_IN_ROOM", 5_000)
# Members on a page, and open rooms on theirs: who looks for one beyond them searches.
MEMBERS_PAGE = 50
BROWSED_ROOMS = 100
# A direct room is for a few people, oneself included; more are better off in a room with a name.
DIRECT_PEOPLE = 10
# Whom one has never talked to can be written to so often a day.
NEW_DIRECT_ROOMS_A_DAY = 50

# -- How often ------------------------------------------------------------------------------------

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
# Messages that one person makes unread again: their own devices hear of each, and whoever sees receipts.
UNREAD_MARKS_A_MINUTE = 60
# More would be a second log; what one keeps for oneself is read a page at a time.
PINS_IN_ROOM = 50
SAVED_MESSAGES = 1_000
SAVED_PAGE = 30
# What one person tells the site's moderators: who has more to tell writes to them.
REPORT_LENGTH = 500
REPORTS_AN_HOUR = 20
REPORTS_A_DAY = 50
REPORTS_PAGE = 30

# -- Programs -------------------------------------------------------------------------------------

# Programs that speak in one room, and those that one person answers for.
WEBHOOKS_IN_ROOM = 20
BOTS_OF_ONE = 20
# Personal tokens of one person: a program has one, and nobody has twenty programs.
PERSONAL_TOKENS = 20
# Tokens that one person makes, and other keys that they give their bots: each is written down for good.
KEY_CHANGES_AN_HOUR = 60
# Deliveries to bots that one process works on at once, and those that a bot's page shows.
COURIERS = 3
DELIVERIES_SHOWN = 30
# What a bot's program may answer: a picture or a document, in the seconds that it may take.
ANSWER_BYTES = 5 * 1024 * 1024
ANSWER_SECONDS = 10
REPLAYS_AN_HOUR = 60

# -- Live -----------------------------------------------------------------------------------------

# Sockets of everybody with one process, each of some 40 kB. Others may be free, so it is refused.
SOCKETS_A_PROCESS = env.number("SOCKETS_A_PROCESS", 10_000)
# A page of history, and the most that one catch-up brings before the page starts afresh.
HISTORY_PAGE = 50
CATCH_UP_LIMIT = 200
# Frames that wait for one socket, and all their characters. One that falls behind further starts afresh.
OUTBOX_FRAMES = 128
OUTBOX_LENGTH = 8_000_000
# What a socket that was closed may take to read the rest.
ENDING_SECONDS = 15
# Live pages of one person with one process. Of more, the one that was out of view longest waits until
# it is looked at: what somebody just opened is what they want to read.
PAGES_A_PERSON = 30
# Sockets that one person's programs have open with one process; one hears all their rooms.
SOCKETS_A_PERSON = 20
# What a person's programs may ask for on their sockets, a second; a few at once may run ahead of it,
# then they wait. The same holds for what their pages say, and for the sockets that they open.
COMMANDS_A_SECOND = 20
COMMANDS_AT_ONCE = 60
# Commands in a row that make no sense; after these the socket closes.
FAULTY_COMMANDS = 10
# Messages that a program gets at once, and rooms that it brings up to date at once.
FETCHED_MESSAGES = 100
SYNCED_ROOMS = 1_000

# -- What waits -----------------------------------------------------------------------------------

# Events that wait to be published while Redis hangs; the feeds mend what is dropped.
PUBLISH_QUEUE = 1_000
# Links that wait to be fetched, each for a few seconds.
LINK_PREVIEW_QUEUE = 100
# Of these, one person's: the links of others wait no longer than a few slow ones take.
LINK_PREVIEW_SHARE = 5
# Mails that wait for a slow mail server.
MAIL_QUEUE = 200
# Deleted rows whose files wait to be deleted, too: a large room's. A bucket takes one after the other.
DISCARD_QUEUE = 50_000

# -- Connections and requests ---------------------------------------------------------------------

# The head of a request, and what somebody may take for it, from the connection or its first byte on.
REQUEST_HEAD_BYTES = 64 * 1024
REQUEST_HEAD_SECONDS = 20
# Requests that wait on one connection for those before them. Browsers send none ahead.
PIPELINED_REQUESTS = 16
# Connections that have not asked for anything yet, each of some 5 kB: after a restart many come in one
# moment. Of more, the one that waited longest goes.
WAITING_CONNECTIONS = 2_000
# Whoever reads nothing for so long of what was written to them is hung up on.
UNREAD_SECONDS = 60
# A page says nothing longer than whom it watches.
FRAME_BYTES = 64 * 1024
# What a form holds beside its files.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# A request's body, from a stranger and from somebody who is signed in, and how long it may take.
BODY_BYTES = 2 * 1024 * 1024
BODY_SECONDS = 60
# Signing in says little; this also bounds how deep a body can be nested.
SIGN_IN_BODY_BYTES = 64 * 1024

# -- Files ----------------------------------------------------------------------------------------

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
# A picture of oneself, or of a room; it is cut to 256 pixels.
AVATAR_BYTES = 5 * 1024 * 1024
# A picture is drawn anew by a child process. So many pixels take 80 MB for every copy of them, and
# it makes a handful; an animation may have three times as many in all its frames.
ATTACHMENT_PIXELS = 20_000_000
PICTURE_MEMORY = 1024 * 1024 * 1024
PICTURE_SECONDS = 30
# Pictures being drawn at once, and those that wait for it, each of which holds one of WEB_THREADS.
PICTURES_AT_ONCE = 2
PICTURES_WAITING = 2
# Files on a page of a room's, and the newest of them beside the room.
FILES_PAGE = 40
FILES_BESIDE = 4

# -- Large rooms ----------------------------------------------------------------------------------

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

# -- Getting in: how often, in how many seconds ---------------------------------------------------

# Codes texted to one number, and for one address (of IPv6: one /64), which a household shares.
TEXTS_TO_A_NUMBER = ((1, 30), (5, _HOUR), (10, _DAY))
TEXTS_FOR_AN_ADDRESS = ((15, _HOUR), (40, _DAY))
# All texts of a day, whoever asks for them: what the bill can come to.
SMS_DAILY_BUDGET = env.number("SMS_DAILY_BUDGET", 500)
# Codes mailed to one address, for one account, and for whoever asks from one network.
MAILS_TO_AN_ADDRESS = ((1, 30), (5, _HOUR), (10, _DAY))
MAILS_FOR_AN_ACCOUNT = ((8, _HOUR), (20, _DAY))
MAILS_FOR_A_NETWORK = ((30, _HOUR), (100, _DAY))
# Wrong guesses: at the codes for one number or address, at the passwords of one account from
# anywhere, at the own password by whoever sits at an open page, and at a second step.
CODE_TRIES_A_DAY = 30
TRIES_AT_THE_DOOR = ((200, _DAY),)
TRIES_AT_THE_OWN_PASSWORD = ((10, _HOUR),)
TRIES_AT_A_SECOND_STEP = ((5, 5 * _MINUTE), (30, _DAY))
# Numbers are guessed by the thousand, and a friend's is looked up once.
NUMBERS_LOOKED_UP = ((20, _HOUR), (50, _DAY))
TEXTED_INVITES_A_DAY = 5
# People whom one asks to be a contact; the same one again, after a no.
CONTACT_ASKS_A_DAY = 50
CONTACT_ASKS_OF_ONE_A_DAY = 5
