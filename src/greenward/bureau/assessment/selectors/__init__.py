"""What the screens about verdicts read. Everything starts from what the actor may see."""
