#include "prefilter.h"
#include "vectors.h"

// Places for offsets that may hold a gram. A look goes in steps of STEP bytes, each of which may be one.
enum { OFFSETS = 4096, STEP = 64 };

// The hash of GramRarity.hash: 16 bits.
static inline uint32_t hash(uint32_t gram) { return (gram * 0x9e3779b1u) >> 16; }

static inline uint8_t looks_for(uint32_t word, const struct e2e_grams *grams) {
  return grams->table[hash(word | grams->fold)];
}

// What is looked at, and the offsets of it that may hold a gram.
struct look {
  const uint8_t *block;
  size_t count;
  const struct e2e_grams *grams;
  // Where to go on.
  size_t at;
  uint32_t found[OFFSETS];
  size_t n;
  uint32_t beyond_ascii[OFFSETS];
  size_t beyond_n;
};

// Each of these looks goes on until the block ends or the places for a step are not free.

static inline int is_beyond_ascii(const uint8_t *step) {
  uint64_t any = 0;
  for (int i = 0; i < STEP; i += 8) any |= load8(step + i);
  return (any & 0x8080808080808080ull) != 0;
}

static void look_beyond_ascii(struct look *look, size_t end) {
  for (size_t at = look->at; at < end && at + 4 <= look->count; at++) {
    uint8_t looks = looks_for(load(look->block + at), look->grams);
    if (look->block[at] >= 0x80 && looks & E2E_BEYOND_ASCII)
      look->beyond_ascii[look->beyond_n++] = (uint32_t)at;
  }
}

// Every offset is written and stays only if it counts: a branch that goes either way now and then would
// cost more than the look itself.
static inline __attribute__((always_inline)) void look_at_every_fourth(
    struct look *look, uint32_t fold, struct e2e_alongside *alongside) {
  const uint8_t *block = look->block, *table = look->grams->table;
  const int is_beyond_sought = look->grams->looks & E2E_BEYOND_ASCII;
  size_t n = look->n;
  while (look->at + STEP <= look->count && n + STEP <= OFFSETS &&
         look->beyond_n + STEP <= OFFSETS) {
    // A block of the hash: longer pieces would not fit into the processor together with the looks.
    if (alongside && alongside->count >= 64) {
      alongside->take(alongside->context, 64, alongside->bytes);
      alongside->bytes += 64;
      alongside->count -= 64;
    }
    if (is_beyond_sought && is_beyond_ascii(block + look->at))
      look_beyond_ascii(look, look->at + STEP);
    size_t at = look->at;
#pragma clang loop unroll(full)
    for (int i = 0; i < STEP / 4; i++) {
      look->found[n] = (uint32_t)at;
      n += table[hash(load(block + at) | fold)] & E2E_EVERY_FOURTH;
      at += 4;
    }
    look->at = at;
  }
  look->n = n;
}

static void look_at_long_texts(struct look *look, struct e2e_alongside *alongside) {
  // The common case without a step for the case of letters.
  if (look->grams->fold == 0) {
    look_at_every_fourth(look, 0, alongside);
  } else {
    look_at_every_fourth(look, look->grams->fold, alongside);
  }
  if (look->at + STEP <= look->count || look->n + STEP > OFFSETS ||
      look->beyond_n + STEP > OFFSETS)
    return;
  look_beyond_ascii(look, look->count);
  for (; look->at + 4 <= look->count; look->at += 4) {
    look->found[look->n] = (uint32_t)look->at;
    look->n += looks_for(load(look->block + look->at), look->grams) & E2E_EVERY_FOURTH;
  }
  look->at = look->count;
}

// The two next steps leave of the offsets those that may be part of a text. What stands too near a border
// to tell stays.

static void keep_by_neighbours(struct look *look) {
  size_t kept = 0;
  for (size_t i = 0; i < look->n; i++) {
    size_t at = look->found[i];
    uint32_t is_kept = 1;
    if (at > 0 && at + 5 <= look->count) {
      uint32_t sets =
          look->grams->neighbours[hash(load(look->block + at) | look->grams->fold)];
      is_kept = sets >> (look->block[at - 1] & 7) & sets >> 8 >> (look->block[at + 4] & 7) & 1;
    }
    look->found[kept] = (uint32_t)at;
    kept += is_kept;
  }
  look->n = kept;
}

// The hash of GramIndex.windowHash: 15 bits of seven bytes.
static inline uint32_t window_hash(uint64_t bytes) {
  return (uint32_t)((bytes << 8) * 0x9e3779b97f4a7c15ull >> 49);
}

static void keep_by_windows(struct look *look) {
  uint64_t fold = look->grams->fold | (uint64_t)look->grams->fold << 32;
  size_t kept = 0;
  for (size_t i = 0; i < look->n; i++) {
    size_t at = look->found[i];
    uint64_t is_kept = at < 3 || at + 8 > look->count;
    if (!is_kept) {
      // The gram is one of the four in the window: eight bytes from each of its beginnings are there.
      for (size_t before = 0; before < 4; before++) {
        uint32_t h = window_hash(load8(look->block + at - before) | fold);
        is_kept |= look->grams->windows[h >> 6] >> (h & 63) & 1;
      }
    }
    look->found[kept] = (uint32_t)at;
    kept += is_kept;
  }
  look->n = kept;
}

// The fingerprint search of Hyperscan's Teddy (Langdale, 2015): each byte of a gram is looked up by its
// two halves in tables of 16 bytes that fit a vector; what is left in all eight may be a gram.

#if defined(__x86_64__)

__attribute__((target("avx2"))) static void look_in_vectors(struct look *look) {
  const uint8_t *block = look->block;
  size_t at = look->at, n = look->n;
  bytes32 low[4], high[4];
  for (int i = 0; i < 4; i++) {
    __m128i half = _mm_loadu_si128((const __m128i *)look->grams->nibbles[2 * i]);
    low[i] = (bytes32)_mm256_broadcastsi128_si256(half);
    half = _mm_loadu_si128((const __m128i *)look->grams->nibbles[2 * i + 1]);
    high[i] = (bytes32)_mm256_broadcastsi128_si256(half);
  }
  bytes32 fold = (bytes32)_mm256_set1_epi32((int)look->grams->fold);
  // The last gram of a round begins 31 bytes on and takes 4.
  while (at + 35 <= look->count && n + STEP <= OFFSETS) {
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
      if (looks_for(load(block + here), look->grams) & E2E_EVERYWHERE)
        look->found[n++] = (uint32_t)here;
    }
    at += 32;
  }
  look->at = at;
  look->n = n;
}

#elif defined(__aarch64__)

static void look_in_vectors(struct look *look) {
  const uint8_t *block = look->block;
  size_t at = look->at, n = look->n;
  uint8x16_t low[4], high[4];
  for (int i = 0; i < 4; i++) {
    low[i] = vld1q_u8(look->grams->nibbles[2 * i]);
    high[i] = vld1q_u8(look->grams->nibbles[2 * i + 1]);
  }
  uint8x16_t fold = vreinterpretq_u8_u32(vdupq_n_u32(look->grams->fold));
  // The last gram of a round begins 15 bytes on and takes 4.
  while (at + 19 <= look->count && n + STEP <= OFFSETS) {
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
      if (looks_for(load(block + here), look->grams) & E2E_EVERYWHERE)
        look->found[n++] = (uint32_t)here;
    }
    at += 16;
  }
  look->at = at;
  look->n = n;
}

#else

static void look_in_vectors(struct look *look) { (void)look; }

#endif

static void look_everywhere(struct look *look) {
  if (has_vectors()) look_in_vectors(look);
  // What no whole vector is left for.
  for (; look->at + 4 <= look->count && look->n + STEP <= OFFSETS; look->at++) {
    if (looks_for(load(look->block + look->at), look->grams) & E2E_EVERYWHERE)
      look->found[look->n++] = (uint32_t)look->at;
  }
  if (look->at + 4 > look->count) look->at = look->count;
}

struct report {
  void (*found)(void *context, int32_t text, uint32_t start);
  void *context;
};

// Reports the candidates of the gram at `at` that are looked for there.
static void report(size_t at, uint8_t looks, const struct look *look, struct report report) {
  const struct e2e_grams *grams = look->grams;
  uint32_t gram = load(look->block + at) | grams->fold;
  size_t slot = hash(gram) & (grams->slot_count - 1);
  // A free slot ends the search.
  while (grams->slots[slot] >= 0 && grams->entries[grams->slots[slot]].gram != gram)
    slot = (slot + 1) & (grams->slot_count - 1);
  if (grams->slots[slot] < 0) return;
  for (size_t i = (size_t)grams->slots[slot]; i < grams->count; i++) {
    const struct e2e_gram *entry = &grams->entries[i];
    if (entry->gram != gram) break;
    if (!(entry->look & looks) || at < (size_t)entry->offset) continue;
    size_t start = at - (size_t)entry->offset, length = (size_t)entry->length;
    if (length > look->count - start) continue;
    // A text has at least four bytes, and all of them are inside the block.
    if ((load(look->block + start) | grams->fold) != entry->first) continue;
    if ((load(look->block + start + length - 4) | grams->fold) != entry->last) continue;
    report.found(report.context, entry->text, (uint32_t)start);
  }
}

void e2e_find(const uint8_t *block, size_t count, const struct e2e_grams *grams,
              struct e2e_alongside *alongside,
              void (*found)(void *context, int32_t text, uint32_t start), void *context) {
  // Not cleared: the offsets are written before they are read.
  struct look look;
  look.block = block;
  look.count = count;
  look.grams = grams;
  look.at = 0;
  const struct report to = {found, context};
  if (grams->looks & (E2E_EVERY_FOURTH | E2E_BEYOND_ASCII)) {
    while (look.at < count) {
      look.n = look.beyond_n = 0;
      look_at_long_texts(&look, alongside);
      keep_by_neighbours(&look);
      keep_by_windows(&look);
      for (size_t i = 0; i < look.n; i++) report(look.found[i], E2E_EVERY_FOURTH, &look, to);
      for (size_t i = 0; i < look.beyond_n; i++)
        report(look.beyond_ascii[i], E2E_BEYOND_ASCII, &look, to);
    }
  }
  if (grams->looks & E2E_EVERYWHERE) {
    look.at = 0;
    while (look.at < count) {
      look.n = 0;
      look_everywhere(&look);
      for (size_t i = 0; i < look.n; i++) report(look.found[i], E2E_EVERYWHERE, &look, to);
    }
  }
}
