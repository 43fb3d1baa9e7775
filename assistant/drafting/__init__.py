"""From prior years, the last summary and the superior's documents to the next year's 要点."""
