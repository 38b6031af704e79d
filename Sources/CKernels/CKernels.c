#include "CKernels.h"

// A product and a sum are rounded each for itself, on every processor.
#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__)
#include <immintrin.h>
#define LEVELS 3
#else
#define LEVELS 1
#endif

#include "Loops.h"
#include "MD5.h"

ALL_BY_BYTES(0, , pack_portable)
MD5_OF_LANES(0, 4, )

#if LEVELS == 3
// ---- AVX2: the same loops, wider; 32 bytes become 32 bits at once

#define AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))

AVX2 INLINE uint64_t pack_avx2(const uint8_t *bytes) {
  __m256i low = _mm256_slli_epi16(_mm256_load_si256((const __m256i *)bytes), 7);
  __m256i high = _mm256_slli_epi16(_mm256_load_si256((const __m256i *)(bytes + 32)), 7);
  return (uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

ALL_BY_BYTES(1, AVX2, pack_avx2)
MD5_OF_LANES(1, 8, AVX2)

// ---- AVX-512: comparisons give bits, bits choose lanes

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,bmi,bmi2,popcnt")))

#define WORDS_OF_LANES(NAME, T, LANES, SET, LOAD, COMPARE_EQ, COMPARE_LT, COMPARE_LE, COMPARE_GT, COMPARE_GE) \
  WORD_OF_LANES(NAME, T, LANES, equal, SET, LOAD, COMPARE_EQ)                  \
  WORD_OF_LANES(NAME, T, LANES, less, SET, LOAD, COMPARE_LT)                   \
  WORD_OF_LANES(NAME, T, LANES, less_or_equal, SET, LOAD, COMPARE_LE)          \
  WORD_OF_LANES(NAME, T, LANES, greater, SET, LOAD, COMPARE_GT)                \
  WORD_OF_LANES(NAME, T, LANES, greater_or_equal, SET, LOAD, COMPARE_GE)       \
  COMPARE(NAME, T, 2, AVX512)

#define WORD_OF_LANES(NAME, T, LANES, COMPARISON, SET, LOAD, COMPARE_LANES)    \
  AVX512 INLINE uint64_t word_##NAME##_##COMPARISON##_2(const T *values, T constant) { \
    uint64_t bits = 0;                                                         \
    for (int part = 0; part < 64 / LANES; part++)                              \
      bits |= (uint64_t)COMPARE_LANES(LOAD(values + part * LANES), SET(constant)) << (part * LANES % 64); \
    return bits;                                                               \
  }

#define LOAD_INTEGERS(address) _mm512_loadu_si512(address)
#define LOAD_DOUBLES(address) _mm512_loadu_pd(address)
#define DOUBLE_EQ(a, b) _mm512_cmp_pd_mask(a, b, _CMP_EQ_OQ)
#define DOUBLE_LT(a, b) _mm512_cmp_pd_mask(a, b, _CMP_LT_OQ)
#define DOUBLE_LE(a, b) _mm512_cmp_pd_mask(a, b, _CMP_LE_OQ)
#define DOUBLE_GT(a, b) _mm512_cmp_pd_mask(a, b, _CMP_GT_OQ)
#define DOUBLE_GE(a, b) _mm512_cmp_pd_mask(a, b, _CMP_GE_OQ)

WORDS_OF_LANES(int8, int8_t, 64, _mm512_set1_epi8, LOAD_INTEGERS, _mm512_cmpeq_epi8_mask, _mm512_cmplt_epi8_mask,
               _mm512_cmple_epi8_mask, _mm512_cmpgt_epi8_mask, _mm512_cmpge_epi8_mask)
WORDS_OF_LANES(uint8, uint8_t, 64, _mm512_set1_epi8, LOAD_INTEGERS, _mm512_cmpeq_epu8_mask, _mm512_cmplt_epu8_mask,
               _mm512_cmple_epu8_mask, _mm512_cmpgt_epu8_mask, _mm512_cmpge_epu8_mask)
WORDS_OF_LANES(int16, int16_t, 32, _mm512_set1_epi16, LOAD_INTEGERS, _mm512_cmpeq_epi16_mask, _mm512_cmplt_epi16_mask,
               _mm512_cmple_epi16_mask, _mm512_cmpgt_epi16_mask, _mm512_cmpge_epi16_mask)
WORDS_OF_LANES(int32, int32_t, 16, _mm512_set1_epi32, LOAD_INTEGERS, _mm512_cmpeq_epi32_mask, _mm512_cmplt_epi32_mask,
               _mm512_cmple_epi32_mask, _mm512_cmpgt_epi32_mask, _mm512_cmpge_epi32_mask)
WORDS_OF_LANES(int64, int64_t, 8, _mm512_set1_epi64, LOAD_INTEGERS, _mm512_cmpeq_epi64_mask, _mm512_cmplt_epi64_mask,
               _mm512_cmple_epi64_mask, _mm512_cmpgt_epi64_mask, _mm512_cmpge_epi64_mask)
WORDS_OF_LANES(double, double, 8, _mm512_set1_pd, LOAD_DOUBLES, DOUBLE_EQ, DOUBLE_LT, DOUBLE_LE, DOUBLE_GT, DOUBLE_GE)
MD5_OF_LANES(2, 16, AVX512)

// Whole words of rows: all lanes are read, and those with a bit are added. What
// is left of a word goes row by row.
#define SUM_OF_LANES(NAME, T, LANES, TERM, VALUE, EXTRA)                       \
  AVX512 static int64_t sum_##NAME##_2(const T *values, size_t count, const uint64_t *words EXTRA) { \
    __m512i sums = _mm512_setzero_si512();                                     \
    for (size_t word = 0; word < count / 64; word++) {                         \
      uint64_t bits = words ? words[word] : ~(uint64_t)0;                      \
      ASK_AHEAD(values + word * 64, 64 * sizeof *values)                       \
      if (!bits) continue;                                                     \
      for (int part = 0; part < 64 / LANES; part++) {                          \
        const T *lanes = values + word * 64 + part * LANES;                    \
        sums = _mm512_mask_add_epi64(sums, (__mmask8)(bits >> (part * LANES)), sums, TERM); \
      }                                                                        \
    }                                                                          \
    int64_t sum = _mm512_reduce_add_epi64(sums);                               \
    for (size_t row = count & ~(size_t)63; row < count; row++)                 \
      if (!words || words[row / 64] >> (row & 63) & 1) sum += VALUE(values[row]); \
    return sum;                                                                \
  }

SUM_OF_LANES(int8, int8_t, 8, _mm512_cvtepi8_epi64(_mm_loadl_epi64((const __m128i *)lanes)), WIDE, NOTHING)
SUM_OF_LANES(uint8, uint8_t, 8, _mm512_cvtepu8_epi64(_mm_loadl_epi64((const __m128i *)lanes)), WIDE, NOTHING)
SUM_OF_LANES(int16, int16_t, 8, _mm512_cvtepi16_epi64(_mm_loadu_si128((const __m128i *)lanes)), WIDE, NOTHING)
SUM_OF_LANES(int32, int32_t, 8, _mm512_cvtepi32_epi64(_mm256_loadu_si256((const __m256i *)lanes)), WIDE, NOTHING)
SUM_OF_LANES(units, double, 8,
             _mm512_sub_epi64(
                 _mm512_castpd_si512(_mm512_add_pd(
                     _mm512_mul_pd(_mm512_loadu_pd(lanes), _mm512_set1_pd(unit)), _mm512_set1_pd(magic))),
                 _mm512_set1_epi64(double_bits(magic))),
             UNITS, UNIT_PARAMETER)

AVX512 static void range_double_2(
    const double *values, size_t count, const uint64_t *words, double *least, double *greatest) {
  __m512d low = _mm512_set1_pd(*least), high = _mm512_set1_pd(*greatest);
  for (size_t word = 0; word < count / 64; word++) {
    uint64_t bits = words ? words[word] : ~(uint64_t)0;
    if (!bits) continue;
    for (int part = 0; part < 8; part++) {
      __mmask8 mask = (__mmask8)(bits >> (part * 8));
      __m512d lanes = _mm512_loadu_pd(values + word * 64 + part * 8);
      low = _mm512_mask_min_pd(low, mask, low, lanes);
      high = _mm512_mask_max_pd(high, mask, high, lanes);
    }
  }
  *least = _mm512_reduce_min_pd(low);
  *greatest = _mm512_reduce_max_pd(high);
  for (size_t row = count & ~(size_t)63; row < count; row++) {
    if (words && !(words[row / 64] >> (row & 63) & 1)) continue;
    *least = values[row] < *least ? values[row] : *least;
    *greatest = values[row] > *greatest ? values[row] : *greatest;
  }
}

BUCKETS(2, AVX512)
DECIMALS(int8, int8_t, 2, AVX512)
DECIMALS(uint8, uint8_t, 2, AVX512)
DECIMALS(int16, int16_t, 2, AVX512)
DECIMALS(int32, int32_t, 2, AVX512)

#define RANGE_OF_LANES(NAME, T, LANES, SUFFIX, SET, LOWEST, HIGHEST)           \
  AVX512 static void range_##NAME##_2(                                         \
      const T *values, size_t count, const uint64_t *words, int64_t *least, int64_t *greatest) { \
    __m512i low = SET(HIGHEST), high = SET(LOWEST);                            \
    uint64_t any = 0;                                                          \
    for (size_t word = 0; word < count / 64; word++) {                         \
      uint64_t bits = words ? words[word] : ~(uint64_t)0;                      \
      any |= bits;                                                             \
      for (int part = 0; part < 64 / LANES; part++) {                          \
        __m512i lanes = _mm512_loadu_si512(values + word * 64 + part * LANES); \
        __mmask##LANES mask = (__mmask##LANES)(bits >> (part * LANES % 64));   \
        low = _mm512_mask_min_##SUFFIX(low, mask, low, lanes);                 \
        high = _mm512_mask_max_##SUFFIX(high, mask, high, lanes);              \
      }                                                                        \
    }                                                                          \
    _Alignas(64) T lows[LANES], highs[LANES];                                  \
    _mm512_store_si512(lows, low);                                             \
    _mm512_store_si512(highs, high);                                           \
    /* Without a value they hold what they began with. */                      \
    for (int lane = 0; any && lane < LANES; lane++) {                          \
      *least = lows[lane] < *least ? lows[lane] : *least;                      \
      *greatest = highs[lane] > *greatest ? highs[lane] : *greatest;           \
    }                                                                          \
    for (size_t row = count & ~(size_t)63; row < count; row++) {               \
      if (words && !(words[row / 64] >> (row & 63) & 1)) continue;             \
      *least = values[row] < *least ? values[row] : *least;                    \
      *greatest = values[row] > *greatest ? values[row] : *greatest;           \
    }                                                                          \
  }

RANGE_OF_LANES(int8, int8_t, 64, epi8, _mm512_set1_epi8, INT8_MIN, INT8_MAX)
RANGE_OF_LANES(uint8, uint8_t, 64, epu8, _mm512_set1_epi8, 0, (char)UINT8_MAX)
RANGE_OF_LANES(int16, int16_t, 32, epi16, _mm512_set1_epi16, INT16_MIN, INT16_MAX)
RANGE_OF_LANES(int32, int32_t, 16, epi32, _mm512_set1_epi32, INT32_MIN, INT32_MAX)

TO_UNITS(2, AVX512)
POPULATION(2, AVX512)
NARROW(int8, int8_t, 2, AVX512)
NARROW(uint8, uint8_t, 2, AVX512)
NARROW(int16, int16_t, 2, AVX512)
NARROW(int32, int32_t, 2, AVX512)
RANGE_OF_INTEGERS(int64, int64_t, 2, AVX512)

// The table fits two registers of 16-bit words: a code's upper bits choose the
// word, its lower four the bit.
#define LOOKUP_LANES(NAME, T, LOAD)                                            \
  AVX512 INLINE uint64_t lookup_word_##NAME##_2(const T *codes, __m512i low, __m512i high) { \
    uint64_t bits = 0;                                                         \
    for (int part = 0; part < 2; part++) {                                     \
      __m512i lanes = LOAD(codes + part * 32);                                 \
      __m512i chosen = _mm512_permutex2var_epi16(low, _mm512_srli_epi16(lanes, 4), high); \
      __m512i moved = _mm512_srlv_epi16(chosen, _mm512_and_si512(lanes, _mm512_set1_epi16(15))); \
      bits |= (uint64_t)_mm512_test_epi16_mask(moved, _mm512_set1_epi16(1)) << (part * 32); \
    }                                                                          \
    return bits;                                                               \
  }                                                                            \
  AVX512 static void lookup_##NAME##_2(                                        \
      const T *codes, size_t count, const uint8_t *answers, const uint64_t *table, uint64_t *words) { \
    __m512i low = _mm512_loadu_si512(table), high = _mm512_loadu_si512(table + 8); \
    size_t word = 0;                                                           \
    KEEP_WORDS(codes, lookup_word_##NAME##_2(codes + word * 64, low, high))    \
    KEEP_TAIL(answers[codes[row]])                                             \
  }

#define LOAD_BYTES(address) _mm512_cvtepu8_epi16(_mm256_loadu_si256((const __m256i *)(address)))
LOOKUP_LANES(uint8, uint8_t, LOAD_BYTES)
LOOKUP_LANES(uint16, uint16_t, LOAD_INTEGERS)

AVX512 static int64_t sum_distances_2(
    const int64_t *bases, const uint8_t *distances, size_t count, const uint64_t *words) {
  uint64_t sum = 0;
  __m512i sums = _mm512_setzero_si512();
  for (size_t word = 0; word < (count + 63) / 64; word++) {
    uint64_t bits = row_bits(words, word, count);
    sum += (uint64_t)bases[word] * (uint64_t)__builtin_popcountll(bits);
    ASK_AHEAD(distances + word * 64, 64)
    __m512i own = _mm512_maskz_mov_epi8(bits, _mm512_loadu_si512(distances + word * 64));
    sums = _mm512_add_epi64(sums, _mm512_sad_epu8(own, _mm512_setzero_si512()));
  }
  return (int64_t)(sum + (uint64_t)_mm512_reduce_add_epi64(sums));
}
FIND_KEYS(2, AVX512)

// Classes of numbers: not a number (quiet, signalling) and the infinities.
#define NOT_FINITE (0x01 | 0x80 | 0x08 | 0x10)

#define CALCULATE_LANES(CASE, OP, COMPUTE)                                     \
  case CASE:                                                                   \
    for (; word < count / 64; word++) {                                        \
      uint64_t bits = 0;                                                       \
      for (size_t part = 0; part < 8; part++) {                                \
        size_t row = word * 64 + part * 8;                                     \
        __m512d result = COMPUTE(_mm512_loadu_pd(a + row), _mm512_loadu_pd(b + row)); \
        __mmask8 good = (__mmask8)~_mm512_fpclass_pd_mask(result, NOT_FINITE); \
        _mm512_storeu_pd(out + row, _mm512_maskz_mov_pd(good, result));        \
        bits |= (uint64_t)good << (part * 8);                                  \
      }                                                                        \
      finite[word] = bits;                                                     \
      all &= bits;                                                             \
    }                                                                          \
    CALCULATE_TAIL(OP)                                                         \
    break;

AVX512 static int calculate_2(
    const double *a, const double *b, size_t count, seg_operation operation, double *out, uint64_t *finite) {
  uint64_t all = ~(uint64_t)0;
  size_t word = 0;
  switch (operation) {
    CALCULATE_LANES(seg_plus, +, _mm512_add_pd)
    CALCULATE_LANES(seg_minus, -, _mm512_sub_pd)
    CALCULATE_LANES(seg_times, *, _mm512_mul_pd)
    CALCULATE_LANES(seg_divided_by, /, _mm512_div_pd)
  }
  return all != ~(uint64_t)0;
}
#endif

// ---- the choice

#if LEVELS == 3
// 0: not looked yet. Threads that look at the same time find the same.
static int known_level = 0;

static int supported_level(void) {
  __builtin_cpu_init();
  int found = 0;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt")) found = 1;
  if (found && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vl"))
    found = 2;
  return found;
}

int seg_use_level(int most) {
  int found = supported_level();
  if (most < found) found = most < 0 ? 0 : most;
  __atomic_store_n(&known_level, found + 1, __ATOMIC_RELAXED);
  return found;
}

static int level(void) {
  int known = __atomic_load_n(&known_level, __ATOMIC_RELAXED);
  return known ? known - 1 : seg_use_level(2);
}

#define CHOOSE(CALL0, CALL1, CALL2)                                            \
  switch (level()) {                                                           \
    case 2: return CALL2;                                                      \
    case 1: return CALL1;                                                      \
    default: return CALL0;                                                     \
  }
#else
#define CHOOSE(CALL0, CALL1, CALL2) return CALL0;

int seg_use_level(int most) {
  (void)most;
  return 0;
}
#endif

#define PUBLIC_COMPARE(NAME, T)                                                \
  void seg_compare_##NAME(const T *values, size_t count, seg_comparison comparison, T constant, uint64_t *words) { \
    CHOOSE(compare_##NAME##_0(values, count, comparison, constant, words),     \
           compare_##NAME##_1(values, count, comparison, constant, words),     \
           compare_##NAME##_2(values, count, comparison, constant, words))     \
  }

PUBLIC_COMPARE(int64, int64_t)
PUBLIC_COMPARE(double, double)

#define PUBLIC_SUM(NAME, T, EXTRA, ...)                                        \
  int64_t seg_sum_##NAME(const T *values, size_t count, const uint64_t *words EXTRA) { \
    CHOOSE(sum_##NAME##_0(__VA_ARGS__), sum_##NAME##_1(__VA_ARGS__), sum_##NAME##_2(__VA_ARGS__)) \
  }

PUBLIC_SUM(units, double, UNIT_PARAMETER, values, count, words, unit)

#define PUBLIC_NARROW(NAME, T)                                                 \
  void seg_range_##NAME(const T *values, size_t count, const uint64_t *words, int64_t *least, int64_t *greatest) { \
    CHOOSE(range_##NAME##_0(values, count, words, least, greatest), range_##NAME##_1(values, count, words, least, greatest), \
           range_##NAME##_2(values, count, words, least, greatest))            \
  }                                                                            \
                                                                               \
  void seg_decimals_##NAME(const T *values, size_t count, double unit, double *out) { \
    CHOOSE(decimals_##NAME##_0(values, count, unit, out), decimals_##NAME##_1(values, count, unit, out), \
           decimals_##NAME##_2(values, count, unit, out))                      \
  }

int64_t seg_sum_distances(const int64_t *bases, const uint8_t *distances, size_t count, const uint64_t *words) {
  CHOOSE(sum_distances_0(bases, distances, count, words), sum_distances_1(bases, distances, count, words),
         sum_distances_2(bases, distances, count, words))
}

#define PUBLIC_LOOKUP(NAME, T)                                                 \
  void seg_lookup_##NAME(                                                      \
      const T *codes, size_t count, const uint8_t *answers, const uint64_t *table, uint64_t *words) { \
    CHOOSE(lookup_##NAME##_0(codes, count, answers, words), lookup_##NAME##_1(codes, count, answers, words), \
           lookup_##NAME##_2(codes, count, answers, table, words))             \
  }

PUBLIC_LOOKUP(uint8, uint8_t)
PUBLIC_LOOKUP(uint16, uint16_t)

#define PUBLIC_NARROWING(NAME, T)                                              \
  void seg_narrow_##NAME(const int64_t *values, size_t count, T *out) {        \
    CHOOSE(narrow_##NAME##_0(values, count, out), narrow_##NAME##_1(values, count, out), narrow_##NAME##_2(values, count, out)) \
  }

void seg_range_int64(const int64_t *values, size_t count, const uint64_t *words, int64_t *least, int64_t *greatest) {
  CHOOSE(range_int64_0(values, count, words, least, greatest), range_int64_1(values, count, words, least, greatest),
         range_int64_2(values, count, words, least, greatest))
}

int64_t seg_population(const uint64_t *words, size_t count) {
  CHOOSE(population_0(words, count), population_1(words, count), population_2(words, count))
}

int seg_units(const double *values, size_t count, double unit, int32_t *units) {
  CHOOSE(units_0(values, count, unit, units), units_1(values, count, unit, units), units_2(values, count, unit, units))
}

void seg_range_double(const double *values, size_t count, const uint64_t *words, double *least, double *greatest) {
  CHOOSE(range_double_0(values, count, words, least, greatest), range_double_1(values, count, words, least, greatest),
         range_double_2(values, count, words, least, greatest))
}

int seg_calculate(
    const double *a, const double *b, size_t count, seg_operation operation, double *out, uint64_t *finite) {
  CHOOSE(calculate_0(a, b, count, operation, out, finite), calculate_1(a, b, count, operation, out, finite),
         calculate_2(a, b, count, operation, out, finite))
}

#define PUBLIC_BUCKETS(NAME, T)                                                \
  void seg_buckets_##NAME(const T *values, size_t count, seg_bucketing bucketing, uint16_t *buckets) { \
    CHOOSE(buckets_##NAME##_0(values, count, bucketing, buckets), buckets_##NAME##_1(values, count, bucketing, buckets), \
           buckets_##NAME##_2(values, count, bucketing, buckets))              \
  }

PUBLIC_BUCKETS(double, double)
PUBLIC_BUCKETS(int64, int64_t)

#define PUBLIC_INTEGERS(NAME, T)                                               \
  PUBLIC_COMPARE(NAME, T)                                                      \
  PUBLIC_SUM(NAME, T, NOTHING, values, count, words)                           \
  PUBLIC_NARROW(NAME, T)                                                       \
  PUBLIC_NARROWING(NAME, T)                                                    \
  PUBLIC_BUCKETS(NAME, T)                                                      \
  PUBLIC_BUCKETS(units_##NAME, T)

PUBLIC_INTEGERS(int8, int8_t)
PUBLIC_INTEGERS(uint8, uint8_t)
PUBLIC_INTEGERS(int16, int16_t)
PUBLIC_INTEGERS(int32, int32_t)

void seg_find_keys(
    const int64_t *keys, size_t count, int64_t low, uint64_t range, const uint64_t *words, const int32_t *before, int32_t *places) {
  CHOOSE(find_keys_0(keys, count, low, range, words, before, places), find_keys_1(keys, count, low, range, words, before, places),
         find_keys_2(keys, count, low, range, words, before, places))
}

void seg_md5_heads(const uint8_t *blocks, size_t count, uint64_t *digests) {
  CHOOSE(md5_heads_0(blocks, count, digests), md5_heads_1(blocks, count, digests), md5_heads_2(blocks, count, digests))
}
