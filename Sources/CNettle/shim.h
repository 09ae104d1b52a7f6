// The whole of what this package sees of the library.
#include <nettle/sha2.h>
