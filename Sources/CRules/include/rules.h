// The bundled rule files, byte for byte, so that the tool is one file that stands alone.
#ifndef E2E_DIAG_RULES_H
#define E2E_DIAG_RULES_H

struct e2e_rule_file {
  const char *name;
  const unsigned char *bytes;
  unsigned long count;
};

// The number of files, and the file at an index below it; NULL at any other.
unsigned long e2e_rule_file_count(void);
const struct e2e_rule_file *e2e_rule_file_at(unsigned long index);

#endif
