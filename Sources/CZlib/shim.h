// The whole of what this package sees of the library.
#include <zlib.h>
