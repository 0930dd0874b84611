"""The command line. click is imported in ``commands`` only.

The commonest commands do without it: reading the library and printing takes less time than importing click.
"""
