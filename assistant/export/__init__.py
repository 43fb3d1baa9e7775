"""Files as an office wants them: Excel, with one module for each kind of table, and Word in the official layout."""
