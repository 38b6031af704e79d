// The loops, written once, as macros that compile them for a processor: LEVEL
// names what is made, TARGET says for which, PACK makes 64 bits of 64 bytes.
#include "CKernels.h"

#define INLINE static inline __attribute__((always_inline))

// 2^52 + 2^51: added to a smaller number it leaves the nearest integer in the
// last bits.
static const double magic = 6755399441055744.0;

INLINE int64_t double_bits(double value) {
  int64_t bits;
  __builtin_memcpy(&bits, &value, sizeof bits);
  return bits;
}

// ---- any processor

// Eight bytes of 0 or 1 become eight bits by one multiplication.
INLINE uint64_t pack_portable(const uint8_t *bytes) {
  uint64_t bits = 0;
  for (int part = 0; part < 8; part++) {
    uint64_t eight;
    __builtin_memcpy(&eight, bytes + part * 8, sizeof eight);
    bits |= ((eight * 0x0102040810204080u) >> 56) << (part * 8);
  }
  return bits;
}

#define COMPARE_WORD(T, OP, PACK)                                              \
  {                                                                            \
    _Alignas(64) uint8_t bytes[64];                                            \
    for (int place = 0; place < 64; place++) bytes[place] = values[place] OP constant; \
    return PACK(bytes);                                                        \
  }

// The processor foresees a run of lines up to the end of a page, which is about
// as long as a batch of narrow values: it is told of the next page here. The
// address may be past the end of the values; nothing is read from there.
#define ASK_AHEAD(ADDRESS, BYTES)                                              \
  for (size_t line = 0; line < (BYTES); line += 64)                            \
    __builtin_prefetch((const void *)((uintptr_t)(ADDRESS) + 4096 + line));

// Goes through the words that have a bit and leaves those of them that ANSWER
// has. Where many rows are asked for, all lines of the next page are needed too.
#define KEEP_WORDS(VALUES, ANSWER)                                             \
  for (; word < count / 64; word++) {                                          \
    uint64_t asked = words[word];                                              \
    if (!asked) continue;                                                      \
    if (asked & asked >> 1) { ASK_AHEAD((VALUES) + word * 64, 64 * sizeof *(VALUES)) } \
    words[word] = asked & (ANSWER);                                            \
  }

// What is left of a word.
#define KEEP_TAIL(ANSWER)                                                      \
  if (count & 63) {                                                            \
    uint64_t bits = 0;                                                         \
    for (size_t row = word * 64; row < count; row++)                           \
      bits |= (uint64_t)(ANSWER) << (row & 63);                                \
    words[word] &= bits;                                                       \
  }

#define COMPARE_CASE(CASE, OP, WORD)                                           \
  case CASE:                                                                   \
    KEEP_WORDS(values, WORD(values + word * 64, constant))                     \
    KEEP_TAIL(values[row] OP constant)                                         \
    break;

#define COMPARE(NAME, T, LEVEL, TARGET)                                        \
  TARGET static void compare_##NAME##_##LEVEL(                                 \
      const T *values, size_t count, seg_comparison comparison, T constant, uint64_t *words) { \
    size_t word = 0;                                                           \
    switch (comparison) {                                                      \
      COMPARE_CASE(seg_equal, ==, word_##NAME##_equal_##LEVEL)                 \
      COMPARE_CASE(seg_less, <, word_##NAME##_less_##LEVEL)                    \
      COMPARE_CASE(seg_less_or_equal, <=, word_##NAME##_less_or_equal_##LEVEL) \
      COMPARE_CASE(seg_greater, >, word_##NAME##_greater_##LEVEL)              \
      COMPARE_CASE(seg_greater_or_equal, >=, word_##NAME##_greater_or_equal_##LEVEL) \
    }                                                                          \
  }

#define WORDS_BY_BYTES(NAME, T, LEVEL, TARGET, PACK)                           \
  TARGET INLINE uint64_t word_##NAME##_equal_##LEVEL(const T *values, T constant) COMPARE_WORD(T, ==, PACK) \
  TARGET INLINE uint64_t word_##NAME##_less_##LEVEL(const T *values, T constant) COMPARE_WORD(T, <, PACK) \
  TARGET INLINE uint64_t word_##NAME##_less_or_equal_##LEVEL(const T *values, T constant) COMPARE_WORD(T, <=, PACK) \
  TARGET INLINE uint64_t word_##NAME##_greater_##LEVEL(const T *values, T constant) COMPARE_WORD(T, >, PACK) \
  TARGET INLINE uint64_t word_##NAME##_greater_or_equal_##LEVEL(const T *values, T constant) COMPARE_WORD(T, >=, PACK) \
  COMPARE(NAME, T, LEVEL, TARGET)

// Sums: words of rows without a gap in one loop, others bit by bit.
#define SUM(NAME, T, LEVEL, TARGET, TERM, EXTRA)                               \
  TARGET static int64_t sum_##NAME##_##LEVEL(const T *values, size_t count, const uint64_t *words EXTRA) { \
    int64_t sum = 0;                                                           \
    if (!words) {                                                              \
      for (size_t row = 0; row < count; row++) sum += TERM(values[row]);       \
      return sum;                                                              \
    }                                                                          \
    for (size_t word = 0; word < (count + 63) / 64; word++) {                  \
      const T *part = values + word * 64;                                      \
      uint64_t bits = words[word];                                             \
      ASK_AHEAD(part, 64 * sizeof *values)                                     \
      if (bits == ~(uint64_t)0) {                                              \
        int64_t own = 0;                                                       \
        for (int place = 0; place < 64; place++) own += TERM(part[place]);     \
        sum += own;                                                            \
      } else {                                                                 \
        for (; bits; bits &= bits - 1) sum += TERM(part[__builtin_ctzll(bits)]); \
      }                                                                        \
    }                                                                          \
    return sum;                                                                \
  }

#define WIDE(value) ((int64_t)(value))
#define UNITS(value) (double_bits((value) * unit + magic) - double_bits(magic))
#define NOTHING
#define UNIT_PARAMETER , double unit

#define RANGE(LEVEL, TARGET)                                                   \
  TARGET static void range_double_##LEVEL(                                     \
      const double *values, size_t count, const uint64_t *words, double *least, double *greatest) { \
    double low = *least, high = *greatest;                                     \
    for (size_t word = 0; word < (count + 63) / 64; word++) {                  \
      uint64_t bits = row_bits(words, word, count);                            \
      for (; bits; bits &= bits - 1) {                                         \
        double value = values[word * 64 + __builtin_ctzll(bits)];              \
        low = value < low ? value : low;                                       \
        high = value > high ? value : high;                                    \
      }                                                                        \
    }                                                                          \
    *least = low;                                                              \
    *greatest = high;                                                          \
  }

// All exponent bits set: infinite or not a number.
INLINE int is_finite(double value) {
  return (double_bits(value) & 0x7FF0000000000000) != 0x7FF0000000000000;
}

#define CALCULATE_TAIL(OP)                                                     \
  if (count & 63) {                                                            \
    uint64_t bits = 0;                                                         \
    for (size_t row = word * 64; row < count; row++) {                         \
      double result = a[row] OP b[row];                                        \
      bits |= (uint64_t)is_finite(result) << (row & 63);                       \
      out[row] = is_finite(result) ? result : 0;                               \
    }                                                                          \
    finite[word] = bits;                                                       \
    all &= bits | ~(uint64_t)0 << (count & 63);                                \
  }

#define CALCULATE_CASE(CASE, OP, PACK)                                         \
  case CASE:                                                                   \
    for (; word < count / 64; word++) {                                        \
      _Alignas(64) uint8_t bytes[64];                                          \
      for (size_t place = 0; place < 64; place++) {                            \
        double result = a[word * 64 + place] OP b[word * 64 + place];          \
        bytes[place] = is_finite(result);                                      \
        out[word * 64 + place] = is_finite(result) ? result : 0;               \
      }                                                                        \
      finite[word] = PACK(bytes);                                              \
      all &= finite[word];                                                     \
    }                                                                          \
    CALCULATE_TAIL(OP)                                                         \
    break;

#define CALCULATE(LEVEL, TARGET, PACK)                                         \
  TARGET static int calculate_##LEVEL(                                         \
      const double *a, const double *b, size_t count, seg_operation operation, double *out, uint64_t *finite) { \
    uint64_t all = ~(uint64_t)0;                                               \
    size_t word = 0;                                                           \
    switch (operation) {                                                       \
      CALCULATE_CASE(seg_plus, +, PACK)                                        \
      CALCULATE_CASE(seg_minus, -, PACK)                                       \
      CALCULATE_CASE(seg_times, *, PACK)                                       \
      CALCULATE_CASE(seg_divided_by, /, PACK)                                  \
    }                                                                          \
    return all != ~(uint64_t)0;                                                \
  }

#define BUCKETS_OF_NUMBERS(NAME, T, LEVEL, TARGET)                             \
  TARGET static void buckets_##NAME##_##LEVEL(const T *values, size_t count, seg_bucketing by, uint16_t *buckets) { \
    for (size_t row = 0; row < count; row++) {                                 \
      /* Adding 0 makes -0 into 0. */                                          \
      int64_t bits = double_bits((double)values[row] + 0);                     \
      uint64_t ordinal = (uint64_t)bits ^ ((uint64_t)(bits >> 63) | (uint64_t)1 << 63) ^ by.flip; \
      uint64_t below = ordinal < by.gap_low ? ordinal : by.gap_low;            \
      uint64_t above = ordinal > by.gap_high ? ordinal : by.gap_high;          \
      buckets[row] = (uint16_t)((below - by.low + above - by.gap_high) >> by.shift); \
    }                                                                          \
  }

#define BUCKETS_OF_INTEGERS(NAME, T, LEVEL, TARGET)                            \
  TARGET static void buckets_##NAME##_##LEVEL(const T *values, size_t count, seg_bucketing by, uint16_t *buckets) { \
    for (size_t row = 0; row < count; row++)                                   \
      buckets[row] = (uint16_t)((((uint64_t)(int64_t)values[row] ^ (uint64_t)1 << 63 ^ by.flip) - by.low) >> by.shift); \
  }

#define BUCKETS(LEVEL, TARGET)                                                 \
  BUCKETS_OF_NUMBERS(double, double, LEVEL, TARGET)                            \
  BUCKETS_OF_NUMBERS(units_int8, int8_t, LEVEL, TARGET)                        \
  BUCKETS_OF_NUMBERS(units_uint8, uint8_t, LEVEL, TARGET)                      \
  BUCKETS_OF_NUMBERS(units_int16, int16_t, LEVEL, TARGET)                      \
  BUCKETS_OF_NUMBERS(units_int32, int32_t, LEVEL, TARGET)                      \
  BUCKETS_OF_INTEGERS(int8, int8_t, LEVEL, TARGET)                             \
  BUCKETS_OF_INTEGERS(uint8, uint8_t, LEVEL, TARGET)                           \
  BUCKETS_OF_INTEGERS(int16, int16_t, LEVEL, TARGET)                           \
  BUCKETS_OF_INTEGERS(int32, int32_t, LEVEL, TARGET)                           \
  BUCKETS_OF_INTEGERS(int64, int64_t, LEVEL, TARGET)

#define DECIMALS(NAME, T, LEVEL, TARGET)                                       \
  TARGET static void decimals_##NAME##_##LEVEL(const T *values, size_t count, double unit, double *out) { \
    for (size_t row = 0; row < count; row++) out[row] = (double)values[row] / unit; \
  }

// The bits of a word that are rows.
INLINE uint64_t row_bits(const uint64_t *words, size_t word, size_t count) {
  uint64_t rows = count - word * 64 < 64 ? ((uint64_t)1 << (count & 63)) - 1 : ~(uint64_t)0;
  return words ? words[word] & rows : rows;
}

#define RANGE_OF_INTEGERS(NAME, T, LEVEL, TARGET)                              \
  TARGET static void range_##NAME##_##LEVEL(                                   \
      const T *values, size_t count, const uint64_t *words, int64_t *least, int64_t *greatest) { \
    int64_t low = *least, high = *greatest;                                    \
    for (size_t word = 0; word < (count + 63) / 64; word++) {                  \
      const T *part = values + word * 64;                                      \
      uint64_t bits = row_bits(words, word, count);                            \
      if (bits == ~(uint64_t)0) {                                              \
        T own_low = part[0], own_high = part[0];                               \
        for (int place = 0; place < 64; place++) {                             \
          own_low = part[place] < own_low ? part[place] : own_low;             \
          own_high = part[place] > own_high ? part[place] : own_high;          \
        }                                                                      \
        low = own_low < low ? own_low : low;                                   \
        high = own_high > high ? own_high : high;                              \
      }                                                                        \
      else                                                                     \
        for (; bits; bits &= bits - 1) {                                       \
          int64_t value = part[__builtin_ctzll(bits)];                         \
          low = value < low ? value : low;                                     \
          high = value > high ? value : high;                                  \
        }                                                                      \
    }                                                                          \
    *least = low;                                                              \
    *greatest = high;                                                          \
  }

#define NARROW_LOOPS(NAME, T, LEVEL, TARGET)                                   \
  DECIMALS(NAME, T, LEVEL, TARGET)                                             \
  RANGE_OF_INTEGERS(NAME, T, LEVEL, TARGET)

#define TO_UNITS(LEVEL, TARGET)                                                \
  TARGET static int units_##LEVEL(const double *values, size_t count, double unit, int32_t *units) { \
    int64_t off = 0;                                                           \
    for (size_t row = 0; row < count; row++) {                                 \
      double moved = values[row] * unit + magic;                               \
      double whole = moved - magic;                                            \
      off |= !(__builtin_fabs(whole) <= 2147483647.0) | (whole / unit != values[row]); \
      units[row] = (int32_t)(uint32_t)double_bits(moved);                      \
    }                                                                          \
    return !off;                                                               \
  }

#define SUM_DISTANCES(LEVEL, TARGET)                                           \
  TARGET static int64_t sum_distances_##LEVEL(                                 \
      const int64_t *bases, const uint8_t *distances, size_t count, const uint64_t *words) { \
    uint64_t sum = 0;                                                          \
    for (size_t word = 0; word < (count + 63) / 64; word++) {                  \
      const uint8_t *part = distances + word * 64;                             \
      uint64_t bits = row_bits(words, word, count);                            \
      sum += (uint64_t)bases[word] * (uint64_t)__builtin_popcountll(bits);     \
      if (bits == ~(uint64_t)0) {                                              \
        uint32_t own = 0;                                                      \
        for (int place = 0; place < 64; place++) own += part[place];           \
        sum += own;                                                            \
      } else {                                                                 \
        for (; bits; bits &= bits - 1) sum += part[__builtin_ctzll(bits)];     \
      }                                                                        \
    }                                                                          \
    return (int64_t)sum;                                                       \
  }

#define LOOKUP(NAME, T, LEVEL, TARGET, PACK)                                   \
  TARGET INLINE uint64_t lookup_word_##NAME##_##LEVEL(const T *codes, const uint8_t *answers) { \
    _Alignas(64) uint8_t bytes[64];                                            \
    for (int place = 0; place < 64; place++) bytes[place] = answers[codes[place]]; \
    return PACK(bytes);                                                        \
  }                                                                            \
  TARGET static void lookup_##NAME##_##LEVEL(const T *codes, size_t count, const uint8_t *answers, uint64_t *words) { \
    size_t word = 0;                                                           \
    KEEP_WORDS(codes, lookup_word_##NAME##_##LEVEL(codes + word * 64, answers)) \
    KEEP_TAIL(answers[codes[row]])                                             \
  }

#define NARROW(NAME, T, LEVEL, TARGET)                                         \
  TARGET static void narrow_##NAME##_##LEVEL(const int64_t *values, size_t count, T *out) { \
    for (size_t row = 0; row < count; row++) out[row] = (T)values[row];        \
  }

#define POPULATION(LEVEL, TARGET)                                              \
  TARGET static int64_t population_##LEVEL(const uint64_t *words, size_t count) { \
    int64_t total = 0;                                                         \
    for (size_t word = 0; word < count; word++) total += __builtin_popcountll(words[word]); \
    return total;                                                              \
  }

#define FIND_KEYS(LEVEL, TARGET)                                               \
  TARGET static void find_keys_##LEVEL(                                        \
      const int64_t *keys, size_t count, int64_t low, uint64_t range, const uint64_t *words, const int32_t *before, \
      int32_t *places) {                                                       \
    for (size_t row = 0; row < count; row++) {                                 \
      uint64_t key = (uint64_t)keys[row] - (uint64_t)low;                      \
      if (key >= range) {                                                      \
        places[row] = -1;                                                      \
        continue;                                                              \
      }                                                                        \
      uint64_t word = words[key / 64], bit = (uint64_t)1 << (key & 63);        \
      int32_t place = before[key / 64] + __builtin_popcountll(word & (bit - 1)); \
      places[row] = word & bit ? place : -1;                                   \
    }                                                                          \
  }

#define ALL_BY_BYTES(LEVEL, TARGET, PACK)                                      \
  WORDS_BY_BYTES(int8, int8_t, LEVEL, TARGET, PACK)                            \
  WORDS_BY_BYTES(uint8, uint8_t, LEVEL, TARGET, PACK)                          \
  WORDS_BY_BYTES(int16, int16_t, LEVEL, TARGET, PACK)                          \
  WORDS_BY_BYTES(int32, int32_t, LEVEL, TARGET, PACK)                          \
  WORDS_BY_BYTES(int64, int64_t, LEVEL, TARGET, PACK)                          \
  WORDS_BY_BYTES(double, double, LEVEL, TARGET, PACK)                          \
  SUM(int8, int8_t, LEVEL, TARGET, WIDE, NOTHING)                              \
  SUM(uint8, uint8_t, LEVEL, TARGET, WIDE, NOTHING)                            \
  SUM(int16, int16_t, LEVEL, TARGET, WIDE, NOTHING)                            \
  SUM(int32, int32_t, LEVEL, TARGET, WIDE, NOTHING)                            \
  SUM(units, double, LEVEL, TARGET, UNITS, UNIT_PARAMETER)                     \
  RANGE(LEVEL, TARGET)                                                         \
  CALCULATE(LEVEL, TARGET, PACK)                                               \
  BUCKETS(LEVEL, TARGET)                                                       \
  NARROW_LOOPS(int8, int8_t, LEVEL, TARGET)                                    \
  NARROW_LOOPS(uint8, uint8_t, LEVEL, TARGET)                                  \
  NARROW_LOOPS(int16, int16_t, LEVEL, TARGET)                                  \
  NARROW_LOOPS(int32, int32_t, LEVEL, TARGET)                                  \
  TO_UNITS(LEVEL, TARGET)                                                      \
  POPULATION(LEVEL, TARGET)                                                    \
  LOOKUP(uint8, uint8_t, LEVEL, TARGET, PACK)                                  \
  LOOKUP(uint16, uint16_t, LEVEL, TARGET, PACK)                                \
  NARROW(int8, int8_t, LEVEL, TARGET)                                          \
  NARROW(uint8, uint8_t, LEVEL, TARGET)                                        \
  NARROW(int16, int16_t, LEVEL, TARGET)                                        \
  NARROW(int32, int32_t, LEVEL, TARGET)                                        \
  RANGE_OF_INTEGERS(int64, int64_t, LEVEL, TARGET)                             \
  SUM_DISTANCES(LEVEL, TARGET)                                                 \
  FIND_KEYS(LEVEL, TARGET)
