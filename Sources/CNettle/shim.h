// The whole of what this package sees of the library.
#include <nettle/nettle-meta.h>
#include <nettle/sha2.h>
