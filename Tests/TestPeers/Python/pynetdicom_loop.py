"""Keeps pynetdicom's own loop away from an association while a script asks."""
import contextlib
import time


@contextlib.contextmanager
def held_still(association):
    """Lets no loop of pynetdicom take the answer to a request for a request: from its pause during one it may wake late, in
    the midst of the next."""
    association._reactor_checkpoint.clear()
    while not association._is_paused:
        time.sleep(0.001)
    association._reactor_checkpoint.set = lambda: None
    try:
        yield
    finally:
        del association._reactor_checkpoint.set
