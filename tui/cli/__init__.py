"""What the piped commands answer, apart from the command line that asks.

No click in here: reading the library and printing takes less time than importing a command line.
"""
