"""National law that city packs rely on."""
