"""`python -m assistant`: the `yaodian` command where it is not on PATH."""

from assistant.cli import main

if __name__ == "__main__":
    main()
