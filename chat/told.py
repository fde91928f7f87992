"""What the pages of this process heard last of people."""

from collections.abc import Mapping


class Told(dict[int, str]):
    """By person."""

    def changed_by(self, found: Mapping[int, str], before: Mapping[int, str]) -> dict[int, str]:
        """What a look found and those who watch have not heard; `before` is a copy from before it.

        Nothing of whom an event told meanwhile. Of whom nobody had heard yet, who asked is told apart.
        """
        same = {each: words for each, words in found.items() if self.get(each) == before.get(each)}
        for each in same.keys() - self.keys():
            self[each] = same[each]
        return {each: words for each, words in same.items() if self[each] != words}
