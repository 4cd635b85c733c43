import NIOCore

/// Where a data set to be sent is.
public enum DataSetSource: Hashable, Sendable {
  /// In memory.
  case memory(ByteBuffer)
  /// On disk: read as it is sent, so that memory does not grow with the object.
  case file(DataSetFile)

  /// Its length in bytes.
  public var length: Int {
    switch self {
    case .memory(let bytes): bytes.readableBytes
    case .file(let file): file.length
    }
  }
}

/// A data set as a part of a file.
public struct DataSetFile: Hashable, Sendable {
  /// The file.
  public var path: String
  /// Where the data set begins, in bytes from the start of the file.
  public var offset: Int
  /// Its length in bytes.
  public var length: Int

  /// Makes a place.
  public init(path: String, offset: Int, length: Int) {
    self.path = path
    self.offset = offset
    self.length = length
  }
}
