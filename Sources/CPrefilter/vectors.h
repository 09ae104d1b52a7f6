// Bytes as words and as vectors of the processor.
#ifndef E2E_VECTORS_H
#define E2E_VECTORS_H

#include <stdint.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

typedef uint8_t bytes32 __attribute__((vector_size(32)));

static inline uint32_t load(const uint8_t *bytes) {
  uint32_t word;
  memcpy(&word, bytes, 4);
  return word;
}

static inline uint64_t load8(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, 8);
  return word;
}

// Whether the vectors are there that this library is written for.
static inline int has_vectors(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2");
#elif defined(__aarch64__)
  return 1;
#else
  return 0;
#endif
}

#endif
