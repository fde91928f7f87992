"""What a post works in the baseline, with nobody listening: a line of the table of benchmarks.costs."""

import django

from benchmarks.asking import Asker, cpu_of, queries_of
from benchmarks.prepare import session_of


def main() -> None:
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS.append("localhost")
    call_command("migrate", verbosity=0, run_syncdb=True)
    from benchmarks.plain_channels import people
    from benchmarks.plain_channels.asgi import application

    person = people.person(1)
    room_id, _ = people.room([person])
    asker = Asker(application, session_of(person))

    def post() -> None:
        asker.post_to(room_id)

    print(f"| SQLite | plain Channels, post | {cpu_of(post):.2f} ms | {queries_of(post)} | |")


if __name__ == "__main__":
    main()
