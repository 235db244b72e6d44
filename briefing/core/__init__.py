"""What a card is: reading, checking, comparing and saving. Imports neither Qt nor Typst."""
