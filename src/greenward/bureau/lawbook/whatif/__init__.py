"""The page that tries other numbers of the law on paper, over the whole register."""
