"""``python -m greenward`` is ``greenward``."""

from greenward.cli import main

if __name__ == "__main__":
    main()
