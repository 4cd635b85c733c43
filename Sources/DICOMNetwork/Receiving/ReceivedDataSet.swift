import NIOCore

/// A data set as it was received, in the transfer syntax of its presentation context.
public enum ReceivedDataSet: Hashable, Sendable {
  case memory(ByteBuffer)
  case file(SpooledFile)

  /// Its length in bytes.
  public var length: Int {
    switch self {
    case .memory(let bytes): bytes.readableBytes
    case .file(let file): file.length
    }
  }

  /// The bytes; nil where there are more than the limit or the file can't be read.
  public func bytes(upTo limit: Int) -> ByteBuffer? {
    switch self {
    case .memory(let bytes): bytes.readableBytes <= limit ? bytes : nil
    case .file(let file): file.bytes(upTo: limit)
    }
  }

  /// The data set of a message; nil where it has none.
  init?(_ message: DIMSEMessage) {
    if let file = message.file {
      self = .file(file)
    } else if let bytes = message.dataSet {
      self = .memory(bytes)
    } else {
      return nil
    }
  }
}
