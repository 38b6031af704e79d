// How many rows a kernel takes.

/// Rows that one kernel call takes: small enough for the first-level cache.
let batchRows = 2048
let batchWords = batchRows / 64
