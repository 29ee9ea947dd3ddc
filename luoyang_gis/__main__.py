"""`python -m luoyang_gis` is the command line."""

from luoyang_gis.cli import main

raise SystemExit(main())
