"""Small things that every app uses: money, durations, errors and states."""
