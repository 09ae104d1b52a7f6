extension LineFamily {
  /// What podman and the programs inside of its builds print.
  static let build = LineFamily(
    #"""
    40   Get:‹number 1 400› http://deb.debian.org/debian bookworm/main amd64 ‹package› amd64 ‹version›-‹number 1 9› [‹number 4 4000› kB]
    30   Unpacking ‹package› (‹version›-‹number 1 9›) over (‹version›-1) ...
    30   Setting up ‹package› (‹version›-‹number 1 9›) ...
    20   Selecting previously unselected package ‹package›.
    60   go: downloading ‹module› v‹version›
    25   ‹module›/internal/‹word›
    12   Collecting ‹word›-client (from -r requirements.txt (line ‹number 1 80›))
    12     Downloading ‹word›_client-‹version›-py3-none-any.whl.metadata (‹number 1 60› kB)
    10   Copying blob sha256:‹hex 64› ␛[32mdone␛[0m   |
    6   ‹hex 64›
    3   ␛[33mWARNING␛[0m: ‹package› keeps its old configuration in /etc/‹word›.conf
    1   npm warn deprecated ‹word›-errors@‹version›: this package is no longer maintained
    1   lint: 0 errors, ‹number 0 3› warnings in ‹number 100 900› files
    1   Downloading ‹word›_client-‹version›.tar.gz: attempt 1 failed (connection reset), trying again
    """#)
}
