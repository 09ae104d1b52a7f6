#include "prefilter.h"
#include "vectors.h"

// Each of 32 places counts on its own, up to 255.
static inline __attribute__((always_inline)) size_t count_lines(const uint8_t *bytes, size_t count,
                                                                size_t *zeros) {
  size_t lines = 0, nothing = 0, at = 0;
  while (count - at >= 32) {
    size_t rounds = (count - at) / 32;
    if (rounds > 255) rounds = 255;
    bytes32 feeds = {0}, nuls = {0};
    for (size_t round = 0; round < rounds; round++, at += 32) {
      bytes32 here;
      memcpy(&here, bytes + at, 32);
      // What is true is -1.
      feeds -= (bytes32)(here == '\n');
      nuls -= (bytes32)(here == 0);
    }
    for (int place = 0; place < 32; place++) {
      lines += feeds[place];
      nothing += nuls[place];
    }
  }
  for (; at < count; at++) {
    lines += bytes[at] == '\n';
    nothing += bytes[at] == 0;
  }
  *zeros += nothing;
  return lines;
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static size_t count_lines_avx2(const uint8_t *bytes, size_t count,
                                                               size_t *zeros) {
  return count_lines(bytes, count, zeros);
}
#endif

size_t e2e_count_lines(const uint8_t *bytes, size_t count, size_t *zeros) {
#if defined(__x86_64__)
  if (has_vectors()) return count_lines_avx2(bytes, count, zeros);
#endif
  return count_lines(bytes, count, zeros);
}
