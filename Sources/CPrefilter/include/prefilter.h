// The two searches of the prefilter, written with the vectors of the processor where it has them.
// Their meaning is that of PrefilterReference.swift, and a test holds them to it.
#ifndef E2E_PREFILTER_H
#define E2E_PREFILTER_H

#include <stddef.h>
#include <stdint.h>

// What is looked for, as four bytes each ("grams").
struct e2e_grams {
  // Set in every gram before it is hashed: 0x20202020 where the case of letters is ignored, else 0.
  uint32_t fold;
  // 131,072 bits; bit h is set when a gram with the hash h is looked for.
  const uint64_t *bitmap;
  // For each of the four bytes of a gram, by its low and by its high four bits, the groups (one bit
  // each) that have a gram with such a byte: low[0], high[0], low[1], ... Only for stride 1.
  const uint8_t (*nibbles)[16];
};

// Whether the processor has the vectors that e2e_find_every wants.
int e2e_has_vectors(void);

// Writes the offsets at multiples of `stride` at which a gram of the bitmap may stand to `found`, from
// `*position` on, until the block ends or fewer than 32 of the `room` places are free. Returns how many,
// and leaves in `*position` where to go on; nothing is left when 4 bytes from there exceed `count`.
size_t e2e_find_strided(const uint8_t *block, size_t count, size_t *position,
                        const struct e2e_grams *grams, size_t stride, uint32_t *found, size_t room);

// As e2e_find_strided with a stride of 1, for few and rare grams.
size_t e2e_find_every(const uint8_t *block, size_t count, size_t *position,
                      const struct e2e_grams *grams, uint32_t *found, size_t room);

// Line feeds among `count` bytes; adds the zero bytes to `*zeros`.
size_t e2e_count_lines(const uint8_t *bytes, size_t count, size_t *zeros);

#endif
