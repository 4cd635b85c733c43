import NIOCore
import Synchronization

/// Memory of parts of files that went out, to be used again by the next ones: what the C library gives back to the kernel
/// meanwhile comes back page by page, each cleared first, which takes as long as the sending itself.
enum PartMemory {
  private struct State {
    /// Given back, the oldest first: whoever wrote the newest may not have let go of it yet.
    var idle: [ByteBuffer] = []
    /// How many files are being sent.
    var files = 0
    /// One part is read while others go out; so many stay for the next file as well.
    var most: Int { 3 * (files + 1) }
  }

  private static let state = Mutex(State())

  /// A file begins to be sent.
  static func begin() { state.withLock { $0.files += 1 } }

  /// A file is sent, or given up.
  static func end() {
    state.withLock {
      $0.files -= 1
      $0.idle.removeFirst(max($0.idle.count - $0.most, 0))
    }
  }

  /// An empty buffer with room for so many bytes.
  static func take(capacity: Int) -> ByteBuffer {
    // Nothing else may hold the buffer here: what is held twice is not used again but made anew.
    var buffer = state.withLock { state -> ByteBuffer in
      guard let place = state.idle.firstIndex(where: { $0.capacity >= capacity }) else { return ByteBuffer() }
      return state.idle.remove(at: place)
    }
    buffer.clear(minimumCapacity: capacity)
    return buffer
  }

  /// Takes back a buffer that has gone out.
  static func giveBack(_ buffer: ByteBuffer) {
    state.withLock { if $0.idle.count < $0.most { $0.idle.append(buffer) } }
  }
}
