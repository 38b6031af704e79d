// The memory of one column's pieces until they are merged.

import SegColumns
import SegRuntime

/// Memory from which all threads take a column's pieces, and which is freed at once.
/// It then serves the next column; pieces taken one by one would leave holes that no
/// column fits. Fresh memory costs a load more than most of its work.
final class ChunkArena: Sendable {
  private struct Room: @unchecked Sendable {
    var stretches: [Buffer<UInt8>] = []
    var next: UnsafeMutableRawPointer?
    var left = 0
    /// The number of pieces still to come.
    var expected: Int
  }

  private let room: PthreadMutex<Room>
  /// The page size of the pieces, and of the merged column.
  let pages: BufferPages

  /// - Parameter pieces: the approximate number of pieces.
  init(pieces: Int, pages: BufferPages) {
    room = PthreadMutex(Room(expected: pieces))
    self.pages = pages
  }

  /// Memory for a piece of so many bytes, 64-byte aligned and uninitialized.
  func take(_ count: Int, width: Int) -> UnsafeMutableRawPointer {
    let byteCount = count * width
    let size = (max(1, byteCount) + 63) & ~63
    return room.withLock { room in
      if let next = room.next, room.left >= size {
        room.next = next + size
        room.left -= size
        room.expected -= 1
        return next
      }
      // As much as the remaining pieces need if they are like this one.
      let wanted = size * max(1, room.expected)
      // Where that is refused, this piece is the last one.
      let isGiven = MemoryAccount.current?.offer(wanted) ?? true
      let stretch = Buffer<UInt8>(count: isGiven ? wanted : size, pages: pages.forWidth(width))
      let start = UnsafeMutableRawPointer(stretch.pointer)
      room.stretches.append(stretch)
      room.next = start + size
      room.left = stretch.count - size
      room.expected -= 1
      return start
    }
  }

  /// Frees all of it; no piece is read again.
  func free() {
    room.withLock { room in
      room.stretches = []
      room.next = nil
      room.left = 0
    }
  }
}
