"""The Adult Social Care Outcomes Framework as published: files of every year and shape into plain rows. Pure."""
