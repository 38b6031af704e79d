// Where the pieces of one column lie until they are put together.

import SegColumns
import SegRuntime

/// Memory that all threads cut a column's pieces from and that is given back at
/// once: it then serves the next column, where pieces taken one by one would
/// leave holes that no column fits in. Fresh memory costs a load more than most
/// of what it does with it.
final class PieceMemory: Sendable {
  private struct Room: @unchecked Sendable {
    var stretches: [Buffer<UInt8>] = []
    var next: UnsafeMutableRawPointer?
    var left = 0
    /// Pieces still to come.
    var expected: Int
  }

  private let room: Locked<Room>
  /// In which pages the pieces lie, and the column that becomes of them.
  let pages: BufferPages

  /// - Parameter pieces: about how many there will be.
  init(pieces: Int, pages: BufferPages) {
    room = Locked(Room(expected: pieces))
    self.pages = pages
  }

  /// Memory for a piece of values of so many bytes, 64-byte aligned with anything
  /// in it.
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
      // As much as the pieces to come need if they are like this one.
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

  /// Gives all of it back; no piece is read again.
  func free() {
    room.withLock { room in
      room.stretches = []
      room.next = nil
      room.left = 0
    }
  }
}
