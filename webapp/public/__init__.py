"""What everybody may read of a round: editions as pages, drawings and open data."""
