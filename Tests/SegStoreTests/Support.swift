// A random generator with a seed, and threads.

import SegRuntime

/// A small random generator with a seed (xorshift), so that a failure repeats.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}

func context(_ threads: Int) -> ExecutionContext { ExecutionContext(threads: threads) }
