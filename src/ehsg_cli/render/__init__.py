"""Views into what is seen or sent: text in a terminal, documents, charts, JSON. Nothing is decided here."""
