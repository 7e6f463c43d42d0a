"""One page each, a screenful; ``parts`` is what they share."""
