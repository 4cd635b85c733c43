import DICOM
import DICOMNetwork
import Foundation
import NIOCore

/// Where the bytes of an instance are: as they came by C-STORE, or in a file that was written for them.
enum HeldContent: Sendable {
  case received(ReceivedDataSet)
  case written(HeldFile)

  /// Its length in bytes.
  var length: Int {
    switch self {
    case .received(let dataSet): dataSet.length
    case .written(let file): file.length
    }
  }

  /// The bytes; nil where they can't be read any more.
  var bytes: ByteBuffer? {
    switch self {
    case .received(let dataSet): dataSet.bytes(upTo: dataSet.length)
    case .written(let file): file.bytes
    }
  }

  /// The bytes as they are sent, from disk where they are there.
  var source: DataSetSource {
    switch self {
    case .received(.memory(let bytes)): .memory(bytes)
    case .received(.file(let file)): .file(DataSetFile(path: file.path, offset: 0, length: file.length))
    case .written(let file): .file(DataSetFile(path: file.path, offset: 0, length: file.length))
    }
  }
}

/// A data set that was written to disk. The file is removed when nobody holds this value any more.
final class HeldFile: Sendable {
  /// Where it is.
  let path: String
  /// Its length in bytes.
  let length: Int

  /// Writes a file; nil where there is no room.
  init?(_ bytes: ByteBuffer, in folder: String) {
    path = "\(folder)/web-\(UUID().uuidString)"
    length = bytes.readableBytes
    guard FileManager.default.createFile(atPath: path, contents: Data(bytes.readableBytesView)) else { return nil }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The bytes; nil where they can't be read any more.
  var bytes: ByteBuffer? { FileManager.default.contents(atPath: path).map { ByteBuffer(bytes: $0) } }
}
