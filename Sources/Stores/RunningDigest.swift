import Crypto
import Evidence
import NIOCore

/// SHA-256 of a file that goes by in pieces.
struct RunningDigest {
  private var hash = SHA256()

  mutating func add(_ bytes: ByteBuffer) {
    bytes.withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
  }

  /// In lower-case hex, of everything that went by so far.
  var text: String { Digest.hexadecimal(hash.finalize()) }
}
