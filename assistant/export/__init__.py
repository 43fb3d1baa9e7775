"""Excel files as an office wants them: one module for each kind of table, one that writes the sheets."""
