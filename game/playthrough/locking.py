"""One writer a save: a lock that the system lets go of by itself when the program dies."""


def lock(descriptor: int) -> None:
    """Take the lock of an open file or raise BlockingIOError at once; OSError where there are no locks."""
    import portalocker

    flags = portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING
    try:
        portalocker.lock(descriptor, flags)
    except portalocker.AlreadyLocked as error:
        raise BlockingIOError from error
    except portalocker.LockException as error:
        raise OSError(str(error)) from error
