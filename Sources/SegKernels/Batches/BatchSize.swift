// The number of rows of a batch.

/// The rows of one kernel call: few enough for the first-level cache.
@inlinable package var batchRows: Int { 2048 }
/// Words of 64 bits that a batch has.
@inlinable package var batchWords: Int { 32 }
