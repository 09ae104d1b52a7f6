// The whole of what this package sees of the library.
#include <archive.h>
#include <archive_entry.h>
