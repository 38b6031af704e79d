// Decompression of gzip files.

import CZlib
import SegPlatform
import SegRuntime

/// Reading gzip files.
package enum Gzip {
  /// Why a gzip file cannot be read.
  package enum Failure: Error { case truncated, damaged, trailing, tooDense, outOfMemory }

  /// Texts that unpack to more than this, and to more than so many times their size, are taken for
  /// files made to fill memory. Tables unpack to 3 to 100 times their size.
  package static let (largeCount, mostTimes) = (1 << 28, 250)

  /// Whether bytes begin like a gzip file.
  package static func isGzip(_ input: InputBytes) -> Bool {
    input.count >= 2 && input.base[0] == 0x1F && input.base[1] == 0x8B
  }

  /// All members of a gzip file, one after the other.
  ///
  /// Zeros after the last member are padding (tapes, block devices). Anything else
  /// there is an error, because a truncated or overwritten file looks like that.
  package static func decompress(
    _ input: InputBytes, limit: Int, _ context: ExecutionContext
  ) throws(Failure) -> InputBytes {
    var stream = z_stream()
    guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw .outOfMemory
    }
    defer { inflateEnd(&stream) }
    var capacity = max(1 << 16, input.count * 4)
    guard var memory = InputBytes.allocate(capacity) else { throw .outOfMemory }
    var count = 0
    var position = 0
    // zlib counts in 32 bits: hand over at most this much at a time.
    let block = 1 << 24
    do throws(Failure) {
      while !context.isStopped {
        if count > limit { throw .outOfMemory }
        if count > largeCount && count / mostTimes > position { throw .tooDense }
        if count == capacity {
          capacity *= 2
          guard MemoryAccount.current?.offer(capacity) ?? true, let larger = realloc(memory, capacity + 64) else { throw .outOfMemory }
          memory = larger.assumingMemoryBound(to: UInt8.self)
        }
        let given = min(block, input.count - position)
        let room = min(block, capacity - count)
        stream.next_in = input.base + position
        stream.avail_in = UInt32(given)
        stream.next_out = memory + count
        stream.avail_out = UInt32(room)
        let status = inflate(&stream, Z_NO_FLUSH)
        position += given - Int(stream.avail_in)
        count += room - Int(stream.avail_out)
        switch status {
        case Z_OK: continue
        case Z_BUF_ERROR:
          if position >= input.count && stream.avail_out > 0 { throw .truncated }
        case Z_STREAM_END:
          if try !startsNextMember(input, at: position) {
            return InputBytes(owning: memory, count: count)
          }
          guard inflateReset(&stream) == Z_OK else { throw .damaged }
        case Z_MEM_ERROR: throw .outOfMemory
        default: throw .damaged
        }
      }
      return InputBytes(owning: memory, count: count)
    } catch {
      free(memory)
      throw error
    }
  }

  /// The first bytes of what a gzip file holds.
  ///
  /// - Parameters:
  ///   - isWhole: whether `input` is all of the file, and not its beginning.
  ///   - count: how many bytes to unpack; the file's members after the first are
  ///     not looked at.
  package static func beginning(of input: InputBytes, isWhole: Bool, _ count: Int) throws(Failure) -> InputBytes {
    var stream = z_stream()
    guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK,
      let memory = InputBytes.allocate(count)
    else { throw .outOfMemory }
    defer { inflateEnd(&stream) }
    stream.next_in = input.base
    stream.avail_in = UInt32(truncatingIfNeeded: min(input.count, 1 << 24))
    stream.next_out = memory
    stream.avail_out = UInt32(truncatingIfNeeded: min(count, 1 << 24))
    let room = stream.avail_out
    let status = inflate(&stream, Z_NO_FLUSH)
    let got = Int(room - stream.avail_out)
    let isShort = isWhole && stream.avail_out > 0 && status != Z_STREAM_END
    if isShort || status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR {
      free(memory)
      throw isShort ? .truncated : .damaged
    }
    return InputBytes(owning: memory, count: got)
  }

  /// Whether another member follows; false at the end or if only zeros follow.
  private static func startsNextMember(_ input: InputBytes, at position: Int) throws(Failure) -> Bool {
    if position >= input.count { return false }
    if input.count - position >= 2, input.base[position] == 0x1F, input.base[position + 1] == 0x8B { return true }
    for index in position..<input.count where input.base[index] != 0 { throw .trailing }
    return false
  }
}
