// The whole of what this package sees of the library.
#include <libxml/parser.h>
#include <libxml/SAX2.h>
