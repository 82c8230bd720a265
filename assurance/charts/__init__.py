"""Charts as pictures for screen and paper: drawn on the server, readable without colour, said in words too. Pure."""
