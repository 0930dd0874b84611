"""The command line. click is imported in ``commands`` only.

The commonest commands do without it: reading the library and printing takes less time than importing click.

- how a call begins: ``interrupts``, then ``fast_path`` or ``commands``, by the ``options``; ``input`` is what is piped
  in, ``inside`` is all of it for the app
- what is said: ``output`` and ``messages``, ``pager`` for long text; ``article_page`` is an article on a terminal
- what commands do that is more than a call or two: ``articles``, ``since_last``, ``changes``, ``refreshing``,
  ``saving``, ``playing``, ``open_app``; ``settings_file`` is written
- for other programs: ``rpc`` asks what ``library_tools`` has, ``serving`` shows the app in a browser
"""
