"""What the services of a catalogue are asked, and what their answers say: pure, no socket and no table."""
