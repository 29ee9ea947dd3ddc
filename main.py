"""Start the desktop app."""

import sys

from luoyang_gis.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
