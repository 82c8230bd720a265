"""What our templates make, held against GOV.UK Frontend's own examples."""
