// Conditions on rows of other tables, taken by their links.

#include "CKernels.h"

// A row that leads to none reads the first bit, and drops it: no branch to guess.
static inline uint64_t linked_bit(int32_t row, const uint64_t *bits) {
  uint32_t target = row < 0 ? 0 : (uint32_t)row;
  return bits[target >> 6] >> (target & 63) & ~((uint64_t)(uint32_t)row >> 31) & 1;
}

// With fewer rows left of a word, each is looked for.
enum { few_rows = 24 };

void seg_keep_linked(const int32_t *rows, size_t count, const uint64_t *bits, uint64_t *words) {
  for (size_t start = 0; start < count; start += 64, words++) {
    uint64_t left = *words, kept = 0;
    if (left == 0) continue;
    if (__builtin_popcountll(left) < few_rows) {
      for (; left; left &= left - 1) {
        int place = __builtin_ctzll(left);
        kept |= linked_bit(rows[start + (size_t)place], bits) << place;
      }
    } else {
      size_t end = count - start < 64 ? count - start : 64;
      for (size_t place = 0; place < end; place++) kept |= linked_bit(rows[start + place], bits) << place;
    }
    *words &= kept;
  }
}
