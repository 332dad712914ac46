"""The pages of the room: lists, one letter from draft to service, consents, volumes, the check."""
