// Loops over rows in the widest instructions that the processor has. Swift
// compiles for the oldest processor of its kind; these are compiled for three
// and chosen when first called. All give the same bits everywhere.
#ifndef CKERNELS_H
#define CKERNELS_H

#include <stddef.h>
#include <stdint.h>

typedef enum { seg_equal = 0, seg_less, seg_less_or_equal, seg_greater, seg_greater_or_equal } seg_comparison;

// Of the rows whose bit is set, 64 to a word, least significant first, those stay
// for which `values[row] comparison constant`. Nothing is read of the values of
// a word without a bit; bits of the last word past `count` become 0.
void seg_compare_int8(const int8_t *values, size_t count, seg_comparison comparison, int8_t constant, uint64_t *words);
void seg_compare_uint8(const uint8_t *values, size_t count, seg_comparison comparison, uint8_t constant, uint64_t *words);
void seg_compare_int16(const int16_t *values, size_t count, seg_comparison comparison, int16_t constant, uint64_t *words);
void seg_compare_int32(const int32_t *values, size_t count, seg_comparison comparison, int32_t constant, uint64_t *words);
void seg_compare_int64(const int64_t *values, size_t count, seg_comparison comparison, int64_t constant, uint64_t *words);
void seg_compare_double(const double *values, size_t count, seg_comparison comparison, double constant, uint64_t *words);

// In the same way those stay for whose code the answer is 1, of up to 1024 codes;
// no code may be beyond the answers. `table` has the answers as bits, 1024 of them.
void seg_lookup_uint8(const uint8_t *codes, size_t count, const uint8_t *answers, const uint64_t *table, uint64_t *words);
void seg_lookup_uint16(const uint16_t *codes, size_t count, const uint8_t *answers, const uint64_t *table, uint64_t *words);

// The low bits of integers that fit them.
void seg_narrow_int8(const int64_t *values, size_t count, int8_t *out);
void seg_narrow_uint8(const int64_t *values, size_t count, uint8_t *out);
void seg_narrow_int16(const int64_t *values, size_t count, int16_t *out);
void seg_narrow_int32(const int64_t *values, size_t count, int32_t *out);

// How many bits are set.
int64_t seg_population(const uint64_t *words, size_t count);

// The sum of the values whose bit is set, wrapping; `words` NULL: of all. Bits
// past `count` must be 0.
int64_t seg_sum_int8(const int8_t *values, size_t count, const uint64_t *words);
int64_t seg_sum_uint8(const uint8_t *values, size_t count, const uint64_t *words);
int64_t seg_sum_int16(const int16_t *values, size_t count, const uint64_t *words);
int64_t seg_sum_int32(const int32_t *values, size_t count, const uint64_t *words);

// The sum of `bases[row / 64] + distances[row]` of the rows whose bit is set,
// wrapping. Distances are padded to a multiple of 64.
int64_t seg_sum_distances(const int64_t *bases, const uint8_t *distances, size_t count, const uint64_t *words);

// The sum of `values[row] * unit`, each rounded to the nearest integer (below
// 2^51, halves to even).
int64_t seg_sum_units(const double *values, size_t count, const uint64_t *words, double unit);

// Decimals between numbers and integers: `out[row] = values[row] / unit`, rounded
// once.
void seg_decimals_int8(const int8_t *values, size_t count, double unit, double *out);
void seg_decimals_uint8(const uint8_t *values, size_t count, double unit, double *out);
void seg_decimals_int16(const int16_t *values, size_t count, double unit, double *out);
void seg_decimals_int32(const int32_t *values, size_t count, double unit, double *out);

// Back: `units[row]` is `values[row] * unit` to the nearest integer. Returns
// whether all of them are below 2^31 and give their value again.
int seg_units(const double *values, size_t count, double unit, int32_t *units);

typedef enum { seg_plus = 0, seg_minus, seg_times, seg_divided_by } seg_operation;

// `out[row] = a[row] operation b[row]`, 0 where that is not finite; `out` may be
// `a` or `b`. Writes the bits of the rows that are finite and returns whether
// one is not.
int seg_calculate(
    const double *a, const double *b, size_t count, seg_operation operation, double *out, uint64_t *finite);

typedef struct { uint64_t flip, low, gap_low, gap_high, shift; } seg_bucketing;

// The bucket of each value: of its bits as an ascending integer o, xor flip, the
// number (min(o, gap_low) - low + max(o, gap_high) - gap_high) >> shift. Units
// count as the doubles that they are, integers as themselves, with no gap.
void seg_buckets_double(const double *values, size_t count, seg_bucketing bucketing, uint16_t *buckets);
void seg_buckets_units_int8(const int8_t *values, size_t count, seg_bucketing bucketing, uint16_t *buckets);
void seg_buckets_units_uint8(const uint8_t *values, size_t count, seg_bucketing bucketing, uint16_t *buckets);
void seg_buckets_units_int16(const int16_t *values, size_t count, seg_bucketing bucketing, uint16_t *buckets);
void seg_buckets_units_int32(const int32_t *values, size_t count, seg_bucketing bucketing, uint16_t *buckets);
void seg_buckets_int8(const int8_t *values, size_t count, seg_bucketing bucketing, uint16_t *buckets);
void seg_buckets_uint8(const uint8_t *values, size_t count, seg_bucketing bucketing, uint16_t *buckets);
void seg_buckets_int16(const int16_t *values, size_t count, seg_bucketing bucketing, uint16_t *buckets);
void seg_buckets_int32(const int32_t *values, size_t count, seg_bucketing bucketing, uint16_t *buckets);
void seg_buckets_int64(const int64_t *values, size_t count, seg_bucketing bucketing, uint16_t *buckets);

// The place of each key among the keys whose bit is set, from 0, or -1: `words`
// has a bit for each number from `low` on, `before` how many bits are set
// before each word. `range` is how many bits there are.
void seg_find_keys(
    const int64_t *keys, size_t count, int64_t low, uint64_t range, const uint64_t *words, const int32_t *before, int32_t *places);

// Clears the bits of the rows that lead to a row without a bit, or to none (-1), in words of
// 64 rows; words without bits are skipped. `bits` has a bit for each row of the other table.
void seg_keep_linked(const int32_t *rows, size_t count, const uint64_t *bits, uint64_t *words);

// The least and the greatest of the values whose bit is set (`words` NULL: of
// all), where they are beyond those given. No value may be NaN.
void seg_range_int8(const int8_t *values, size_t count, const uint64_t *words, int64_t *least, int64_t *greatest);
void seg_range_uint8(const uint8_t *values, size_t count, const uint64_t *words, int64_t *least, int64_t *greatest);
void seg_range_int16(const int16_t *values, size_t count, const uint64_t *words, int64_t *least, int64_t *greatest);
void seg_range_int32(const int32_t *values, size_t count, const uint64_t *words, int64_t *least, int64_t *greatest);
void seg_range_int64(const int64_t *values, size_t count, const uint64_t *words, int64_t *least, int64_t *greatest);
void seg_range_double(const double *values, size_t count, const uint64_t *words, double *least, double *greatest);

// The MD5 of a text, 16 bytes (RFC 1321).
void seg_md5(const uint8_t *text, size_t length, uint8_t *digest);

// The first eight bytes of the MD5 of each of `count` texts, as a number whose
// highest byte is the first. A text is a block of 64 bytes: itself (at most 55
// bytes), 0x80, zeros, and in the last eight bytes its length in bits.
void seg_md5_heads(const uint8_t *blocks, size_t count, uint64_t *digests);

// For tests: from now on the kernels of at most that level, of those that the
// processor has (0: any processor, 1: AVX2, 2: AVX-512). Returns the level.
int seg_use_level(int most);

#endif
