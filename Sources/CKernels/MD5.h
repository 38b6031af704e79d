// MD5 (RFC 1321), for groups that any engine can make again, not for secrets:
// one text at a time, and many short texts in the lanes of vectors.

#include <string.h>

#define TURNED(x, by) ((x) << (by) | (x) >> (32 - (by)))

// One step: `a` becomes b + ((a + f(b, c, d) + word + constant) turned left).
#define MD5_STEP(f, a, b, c, d, word, by, constant) \
  a += f(b, c, d) + word + constant;                \
  a = TURNED(a, by) + b;

#define MD5_F(x, y, z) ((z) ^ ((x) & ((y) ^ (z))))
#define MD5_G(x, y, z) ((y) ^ ((z) & ((x) ^ (y))))
#define MD5_H(x, y, z) ((x) ^ (y) ^ (z))
#define MD5_I(x, y, z) ((y) ^ ((x) | ~(z)))

// Four steps of a round with the words 1, 2, 3 and 4, turned by s1 … s4.
#define MD5_FOUR(f, w1, w2, w3, w4, s1, s2, s3, s4, k1, k2, k3, k4) \
  MD5_STEP(f, a, b, c, d, w1, s1, k1)                               \
  MD5_STEP(f, d, a, b, c, w2, s2, k2)                               \
  MD5_STEP(f, c, d, a, b, w3, s3, k3)                               \
  MD5_STEP(f, b, c, d, a, w4, s4, k4)

#define MD5_F4(w1, w2, w3, w4, ...) MD5_FOUR(MD5_F, w1, w2, w3, w4, 7, 12, 17, 22, __VA_ARGS__)
#define MD5_G4(w1, w2, w3, w4, ...) MD5_FOUR(MD5_G, w1, w2, w3, w4, 5, 9, 14, 20, __VA_ARGS__)
#define MD5_H4(w1, w2, w3, w4, ...) MD5_FOUR(MD5_H, w1, w2, w3, w4, 4, 11, 16, 23, __VA_ARGS__)
#define MD5_I4(w1, w2, w3, w4, ...) MD5_FOUR(MD5_I, w1, w2, w3, w4, 6, 10, 15, 21, __VA_ARGS__)

// The 64 steps over the words w[0] … w[15]; the state is a, b, c, d.
#define MD5_STEPS                                                                              \
  MD5_F4(w[0], w[1], w[2], w[3], 0xd76aa478u, 0xe8c7b756u, 0x242070dbu, 0xc1bdceeeu)           \
  MD5_F4(w[4], w[5], w[6], w[7], 0xf57c0fafu, 0x4787c62au, 0xa8304613u, 0xfd469501u)           \
  MD5_F4(w[8], w[9], w[10], w[11], 0x698098d8u, 0x8b44f7afu, 0xffff5bb1u, 0x895cd7beu)         \
  MD5_F4(w[12], w[13], w[14], w[15], 0x6b901122u, 0xfd987193u, 0xa679438eu, 0x49b40821u)       \
  MD5_G4(w[1], w[6], w[11], w[0], 0xf61e2562u, 0xc040b340u, 0x265e5a51u, 0xe9b6c7aau)          \
  MD5_G4(w[5], w[10], w[15], w[4], 0xd62f105du, 0x02441453u, 0xd8a1e681u, 0xe7d3fbc8u)         \
  MD5_G4(w[9], w[14], w[3], w[8], 0x21e1cde6u, 0xc33707d6u, 0xf4d50d87u, 0x455a14edu)          \
  MD5_G4(w[13], w[2], w[7], w[12], 0xa9e3e905u, 0xfcefa3f8u, 0x676f02d9u, 0x8d2a4c8au)         \
  MD5_H4(w[5], w[8], w[11], w[14], 0xfffa3942u, 0x8771f681u, 0x6d9d6122u, 0xfde5380cu)         \
  MD5_H4(w[1], w[4], w[7], w[10], 0xa4beea44u, 0x4bdecfa9u, 0xf6bb4b60u, 0xbebfbc70u)          \
  MD5_H4(w[13], w[0], w[3], w[6], 0x289b7ec6u, 0xeaa127fau, 0xd4ef3085u, 0x04881d05u)          \
  MD5_H4(w[9], w[12], w[15], w[2], 0xd9d4d039u, 0xe6db99e5u, 0x1fa27cf8u, 0xc4ac5665u)         \
  MD5_I4(w[0], w[7], w[14], w[5], 0xf4292244u, 0x432aff97u, 0xab9423a7u, 0xfc93a039u)          \
  MD5_I4(w[12], w[3], w[10], w[1], 0x655b59c3u, 0x8f0ccc92u, 0xffeff47du, 0x85845dd1u)         \
  MD5_I4(w[8], w[15], w[6], w[13], 0x6fa87e4fu, 0xfe2ce6e0u, 0xa3014314u, 0x4e0811a1u)         \
  MD5_I4(w[4], w[11], w[2], w[9], 0xf7537e82u, 0xbd3af235u, 0x2ad7d2bbu, 0xeb86d391u)

#define MD5_A 0x67452301u
#define MD5_B 0xefcdab89u
#define MD5_C 0x98badcfeu
#define MD5_D 0x10325476u

// The state after one more block of 64 bytes.
static void md5_block(const uint8_t *block, uint32_t *state) {
  uint32_t w[16];
  memcpy(w, block, 64);
  uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
  MD5_STEPS
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
}

void seg_md5(const uint8_t *text, size_t length, uint8_t *digest) {
  uint32_t state[4] = {MD5_A, MD5_B, MD5_C, MD5_D};
  size_t whole = length / 64 * 64, left = length - whole;
  for (size_t from = 0; from < whole; from += 64) md5_block(text + from, state);
  // The rest, a bit, zeros, and the length in bits: one block or two.
  uint8_t end[128] = {0};
  size_t size = left < 56 ? 64 : 128;
  uint64_t bits = (uint64_t)length * 8;
  if (left) memcpy(end, text + whole, left);
  end[left] = 0x80;
  memcpy(end + size - 8, &bits, 8);
  for (size_t from = 0; from < size; from += 64) md5_block(end + from, state);
  memcpy(digest, state, 16);
}

// The first eight bytes of each digest as a number, of as many padded blocks as
// a vector has lanes. Word after word of all blocks lies side by side first.
#define MD5_OF_LANES(LEVEL, LANES, TARGET)                                     \
  typedef uint32_t md5_lanes_##LEVEL __attribute__((vector_size(LANES * 4)));  \
                                                                               \
  TARGET static void md5_of_lanes_##LEVEL(const uint8_t *blocks, uint64_t *digests) { \
    uint32_t words[16][LANES];                                                 \
    for (int lane = 0; lane < LANES; lane++) {                                 \
      uint32_t block[16];                                                      \
      memcpy(block, blocks + lane * 64, 64);                                   \
      for (int word = 0; word < 16; word++) words[word][lane] = block[word];   \
    }                                                                          \
    md5_lanes_##LEVEL w[16];                                                   \
    memcpy(w, words, sizeof w);                                                \
    md5_lanes_##LEVEL zero = {0};                                              \
    md5_lanes_##LEVEL a = zero + MD5_A, b = zero + MD5_B, c = zero + MD5_C, d = zero + MD5_D; \
    MD5_STEPS                                                                  \
    a += MD5_A;                                                                \
    b += MD5_B;                                                                \
    for (int lane = 0; lane < LANES; lane++)                                   \
      digests[lane] = (uint64_t)__builtin_bswap32(a[lane]) << 32 | __builtin_bswap32(b[lane]); \
  }                                                                            \
                                                                               \
  TARGET static void md5_heads_##LEVEL(const uint8_t *blocks, size_t count, uint64_t *digests) { \
    size_t done = 0;                                                           \
    for (; done + LANES <= count; done += LANES) md5_of_lanes_##LEVEL(blocks + done * 64, digests + done); \
    if (done == count) return;                                                 \
    uint8_t rest[LANES * 64] = {0};                                            \
    uint64_t found[LANES];                                                     \
    memcpy(rest, blocks + done * 64, (count - done) * 64);                     \
    md5_of_lanes_##LEVEL(rest, found);                                         \
    memcpy(digests + done, found, (count - done) * sizeof *found);             \
  }
