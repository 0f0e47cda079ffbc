"""A guide pack: what one edition of a guide asks, as data. The engine knows no descriptor by name."""
