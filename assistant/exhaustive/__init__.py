"""Questions that are answered by going through everything: structure, inventory, who mentions what."""
