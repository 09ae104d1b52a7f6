#include "prefilter.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

static inline uint32_t load(const uint8_t *bytes) {
  uint32_t word;
  memcpy(&word, bytes, 4);
  return word;
}

// The hash of GramRarity.hash: 17 bits.
static inline int is_sought(uint32_t word, const struct e2e_grams *grams) {
  uint32_t hash = ((word | grams->fold) * 0x9e3779b1u) >> 15;
  return grams->bitmap[hash >> 6] >> (hash & 63) & 1;
}

// Every offset is written and stays only if it counts: a branch that goes either way now and then would
// cost more than the look itself.
size_t e2e_find_strided(const uint8_t *block, size_t count, size_t *position,
                        const struct e2e_grams *grams, size_t stride, uint32_t *found,
                        size_t room) {
  size_t at = *position, n = 0;
  while (at + 7 * stride + 4 <= count && n + 32 <= room) {
    // `n` grows by at most 8, and 32 places were free.
    for (int i = 0; i < 8; i++) {
      found[n] = (uint32_t)at;
      n += (size_t)is_sought(load(block + at), grams);
      at += stride;
    }
  }
  while (at + 4 <= count && n + 32 <= room) {
    if (is_sought(load(block + at), grams)) found[n++] = (uint32_t)at;
    at += stride;
  }
  *position = at;
  return n;
}

// The fingerprint search of Hyperscan's Teddy (Langdale, 2015): each byte of a gram is looked up by its
// two halves in tables of 16 bytes that fit a vector; what is left in all eight may be a gram.

#if defined(__x86_64__)

int e2e_has_vectors(void) { return __builtin_cpu_supports("avx2"); }

typedef uint8_t bytes32 __attribute__((vector_size(32)));

__attribute__((target("avx2"))) static size_t find_in_vectors(
    const uint8_t *block, size_t count, size_t *position, const struct e2e_grams *grams,
    uint32_t *found, size_t room) {
  size_t at = *position, n = 0;
  bytes32 low[4], high[4];
  for (int i = 0; i < 4; i++) {
    __m128i half = _mm_loadu_si128((const __m128i *)grams->nibbles[2 * i]);
    low[i] = (bytes32)_mm256_broadcastsi128_si256(half);
    half = _mm_loadu_si128((const __m128i *)grams->nibbles[2 * i + 1]);
    high[i] = (bytes32)_mm256_broadcastsi128_si256(half);
  }
  bytes32 fold = (bytes32)_mm256_set1_epi32((int)grams->fold);
  // The last gram of a round begins 31 bytes on and takes 4.
  while (at + 35 <= count && n + 32 <= room) {
    bytes32 groups = ~(bytes32){0};
    for (int i = 0; i < 4; i++) {
      bytes32 bytes;
      memcpy(&bytes, block + at + i, 32);
      bytes |= fold;
      bytes32 by_low = (bytes32)_mm256_shuffle_epi8((__m256i)low[i], (__m256i)(bytes & 15));
      bytes32 by_high = (bytes32)_mm256_shuffle_epi8((__m256i)high[i], (__m256i)(bytes >> 4));
      groups &= by_low & by_high;
    }
    uint32_t hits = ~(uint32_t)_mm256_movemask_epi8((__m256i)(groups == 0));
    while (hits) {
      size_t here = at + (size_t)__builtin_ctz(hits);
      hits &= hits - 1;
      if (is_sought(load(block + here), grams)) found[n++] = (uint32_t)here;
    }
    at += 32;
  }
  *position = at;
  return n;
}

#elif defined(__aarch64__)

int e2e_has_vectors(void) { return 1; }

static size_t find_in_vectors(const uint8_t *block, size_t count, size_t *position,
                              const struct e2e_grams *grams, uint32_t *found, size_t room) {
  size_t at = *position, n = 0;
  uint8x16_t low[4], high[4];
  for (int i = 0; i < 4; i++) {
    low[i] = vld1q_u8(grams->nibbles[2 * i]);
    high[i] = vld1q_u8(grams->nibbles[2 * i + 1]);
  }
  uint8x16_t fold = vreinterpretq_u8_u32(vdupq_n_u32(grams->fold));
  // The last gram of a round begins 15 bytes on and takes 4.
  while (at + 19 <= count && n + 32 <= room) {
    uint8x16_t groups = vdupq_n_u8(255);
    for (int i = 0; i < 4; i++) {
      uint8x16_t bytes = vorrq_u8(vld1q_u8(block + at + i), fold);
      uint8x16_t by_low = vqtbl1q_u8(low[i], vandq_u8(bytes, vdupq_n_u8(15)));
      uint8x16_t by_high = vqtbl1q_u8(high[i], vshrq_n_u8(bytes, 4));
      groups = vandq_u8(groups, vandq_u8(by_low, by_high));
    }
    // Four bits a byte: the vector narrowed by a shift (there is no move of a mask).
    uint16x8_t left = vreinterpretq_u16_u8(vtstq_u8(groups, groups));
    uint64_t hits = vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(left, 4)), 0);
    while (hits) {
      int bit = __builtin_ctzll(hits) & ~3;
      size_t here = at + (size_t)bit / 4;
      hits &= ~(15ull << bit);
      if (is_sought(load(block + here), grams)) found[n++] = (uint32_t)here;
    }
    at += 16;
  }
  *position = at;
  return n;
}

#else

int e2e_has_vectors(void) { return 0; }

static size_t find_in_vectors(const uint8_t *block, size_t count, size_t *position,
                              const struct e2e_grams *grams, uint32_t *found, size_t room) {
  return 0;
}

#endif

size_t e2e_find_every(const uint8_t *block, size_t count, size_t *position,
                      const struct e2e_grams *grams, uint32_t *found, size_t room) {
  size_t n = e2e_has_vectors() ? find_in_vectors(block, count, position, grams, found, room) : 0;
  if (n + 32 > room) return n;
  // What no whole vector is left for.
  return n + e2e_find_strided(block, count, position, grams, 1, found + n, room - n);
}

size_t e2e_count_lines(const uint8_t *bytes, size_t count, size_t *zeros) {
  size_t lines = 0, nothing = 0;
  // A form that every compiler turns into vectors of the processor.
  for (size_t at = 0; at < count;) {
    size_t end = count - at > 255 ? at + 255 : count;
    uint8_t feeds = 0, nuls = 0;
    for (; at < end; at++) {
      feeds += bytes[at] == '\n';
      nuls += bytes[at] == 0;
    }
    lines += feeds;
    nothing += nuls;
  }
  *zeros += nothing;
  return lines;
}
