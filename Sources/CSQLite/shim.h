// The whole of what this package sees of the library.
#include <sqlite3.h>
