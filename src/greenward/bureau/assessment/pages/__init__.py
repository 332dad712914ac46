"""What the pages say: sentences, figures, rows and cards, worked out before the templates."""
