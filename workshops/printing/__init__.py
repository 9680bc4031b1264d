"""How anything is printed: words brought to one form, the faces that print them, and the engine that draws PDFs."""
