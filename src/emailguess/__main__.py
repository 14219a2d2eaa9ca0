"""Run the command line with `python -m emailguess`."""

from emailguess.cli import main

if __name__ == "__main__":
    main(prog_name="emailguess")
