// The searches of the prefilter, written with the vectors of the processor where it has them.
// Their meaning is that of PrefilterReference.swift, and a test holds them to it.
#ifndef E2E_PREFILTER_H
#define E2E_PREFILTER_H

#include <stddef.h>
#include <stdint.h>

// A gram (four bytes) of a text, and what tells quickly whether the text is there.
struct e2e_gram {
  uint32_t gram;
  // The first and the last four bytes of the text.
  uint32_t first, last;
  // Which text, its bytes, and where in it the gram stands.
  int32_t text, length, offset;
  // E2E_EVERY_FOURTH, E2E_BEYOND_ASCII or E2E_EVERYWHERE.
  uint8_t look;
};

// Where a gram is looked for.
enum e2e_look {
  // At every fourth byte: texts of at least seven, by four grams that follow each other.
  E2E_EVERY_FOURTH = 1,
  // Where a byte is no ASCII: shorter texts that begin with one.
  E2E_BEYOND_ASCII = 2,
  // Everywhere: other shorter texts.
  E2E_EVERYWHERE = 4,
};

// What is looked for.
struct e2e_grams {
  // Set in every gram before it is hashed: 0x20202020 where the case of letters is ignored, else 0.
  uint32_t fold;
  // All bits of `table`.
  uint8_t looks;
  // 65,536 bytes; the bits of byte h are the looks for grams with the hash h.
  const uint8_t *table;
  // 65,536 places; for the grams with the hash h that are looked for at every fourth byte, which last
  // three bits the byte before and (in the upper half) the byte behind may have.
  const uint16_t *neighbours;
  // 32,768 bits; bit h is set when four such grams that follow each other have the hash h together.
  const uint64_t *windows;
  // For each of the four bytes of a gram that is looked for everywhere, by its low and by its high four
  // bits, the groups (one bit each) that have a gram with such a byte: low[0], high[0], low[1], ...
  const uint8_t (*nibbles)[16];
  // In order of their grams, those of a text or of several.
  const struct e2e_gram *entries;
  size_t count;
  // The position of the first entry of each gram, by hash and then one after the other; -1 is free,
  // and one is. A power of two.
  const int32_t *slots;
  size_t slot_count;
};

// Work in small pieces that is done between the looks. A hash takes its bytes one after the other and
// leaves most of the processor idle, which has room for the looks meanwhile: together they take hardly
// longer than the hash alone.
struct e2e_alongside {
  void (*take)(void *context, size_t count, const uint8_t *bytes);
  void *context;
  // What is still to be taken.
  const uint8_t *bytes;
  size_t count;
};

// Calls `found` with each text that has a gram in the block, and its first and last bytes where they would
// be. Takes from `alongside` as many bytes as were looked at, or fewer; it may be null.
void e2e_find(const uint8_t *block, size_t count, const struct e2e_grams *grams,
              struct e2e_alongside *alongside,
              void (*found)(void *context, int32_t text, uint32_t start), void *context);

// Line feeds among `count` bytes; adds the zero bytes to `*zeros`.
size_t e2e_count_lines(const uint8_t *bytes, size_t count, size_t *zeros);

#endif
