// Conditions on rows of other tables, taken by their links.

#include "CKernels.h"

void seg_keep_linked(const int32_t *rows, size_t count, const uint64_t *bits, uint64_t *words) {
  for (size_t start = 0; start < count; start += 64, words++) {
    if (*words == 0) continue;
    size_t end = count - start < 64 ? count - start : 64;
    uint64_t kept = 0;
    for (size_t place = 0; place < end; place++) {
      int32_t row = rows[start + place];
      // A row that leads to none reads the first bit, and drops it: no branch to guess.
      uint32_t target = row < 0 ? 0 : (uint32_t)row;
      uint64_t bit = bits[target >> 6] >> (target & 63) & 1;
      kept |= (bit & ~((uint64_t)(uint32_t)row >> 31)) << place;
    }
    *words &= kept;
  }
}
