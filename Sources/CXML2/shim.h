// The whole of what this package sees of the library.
#include <libxml/xmlversion.h>
// The types of ICU that converters of encodings would add clash with those of Foundation, and none is used.
#undef LIBXML_ICU_ENABLED
#include <libxml/SAX2.h>
#include <libxml/parser.h>
