import Foundation
import NIOCore

/// Where a store is, as it is named on the command line: a folder, or `s3://bucket/prefix`.
public enum StorePlace: Hashable, Sendable {
  /// A folder.
  case folder(String)
  /// Objects of a bucket whose keys begin with a prefix; empty, or without a slash at its end.
  case s3(bucket: String, prefix: String)

  /// Reads a place.
  ///
  /// - Throws: `RunStoreError.settings` where it is neither.
  public init(_ text: String) throws(RunStoreError) {
    guard let scheme = text.range(of: "://") else {
      guard !text.isEmpty else { throw .settings(place: "\"\"", reason: "is no folder") }
      self = .folder(text)
      return
    }
    guard text[..<scheme.lowerBound] == "s3" else {
      throw .settings(place: text, reason: "is neither a folder nor s3://bucket/prefix")
    }
    let parts = text[scheme.upperBound...].split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let bucket = String(parts.first ?? "")
    guard Self.isBucket(bucket) else {
      throw .settings(
        place: text, reason: "\(bucket) is no name of a bucket: 3 to 63 lower-case letters, digits, dots and hyphens")
    }
    var prefix = parts.count > 1 ? String(parts[1]) : ""
    while prefix.hasSuffix("/") { prefix.removeLast() }
    let segments = prefix.split(separator: "/", omittingEmptySubsequences: false)
    guard prefix.isEmpty || segments.allSatisfy({ StoredRun.isName(String($0)) }), prefix.utf8.count <= 500 else {
      throw .settings(
        place: text, reason: "its prefix may hold letters, digits, hyphens, dots and single slashes, 500 at most")
    }
    self = .s3(bucket: bucket, prefix: prefix)
  }

  /// Whether a text names a place that is not on this machine.
  public static func isRemote(_ text: String) -> Bool { text.hasPrefix("s3://") }

  /// The place as it is named.
  public var text: String {
    switch self {
    case .folder(let path): path
    case .s3(let bucket, let prefix): prefix.isEmpty ? "s3://\(bucket)" : "s3://\(bucket)/\(prefix)"
    }
  }

  /// The store there.
  ///
  /// - Parameters:
  ///   - environment: What says where S3 is and who asks, see ``S3Settings``.
  ///   - group: Where connections live.
  public func store(environment: [String: String], group: any EventLoopGroup) throws(RunStoreError) -> any RunStore {
    switch self {
    case .folder(let path): return FolderStore(URL(fileURLWithPath: path))
    case .s3(let bucket, let prefix):
      return try S3Store(bucket: bucket, prefix: prefix, S3Settings(environment: environment), group: group)
    }
  }

  /// The store that a run stands in, and its name there: the last part of the place.
  ///
  /// - Throws: `RunStoreError.settings` where the place names no run.
  public var parent: (place: StorePlace, name: String) {
    get throws(RunStoreError) {
      switch self {
      case .folder(let path):
        let url = URL(fileURLWithPath: path).standardizedFileURL
        return (.folder(url.deletingLastPathComponent().path), url.lastPathComponent)
      case .s3(let bucket, let prefix):
        var segments = prefix.split(separator: "/").map(String.init)
        guard let name = segments.popLast() else {
          throw .settings(place: text, reason: "names a bucket and no run in it")
        }
        return (.s3(bucket: bucket, prefix: segments.joined(separator: "/")), name)
      }
    }
  }

  /// Names of buckets (Amazon S3 User Guide, "General purpose bucket naming rules").
  private static func isBucket(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    func isLetterOrDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) }
    guard (3...63).contains(bytes.count), let first = bytes.first, let last = bytes.last, isLetterOrDigit(first),
      isLetterOrDigit(last), !text.contains("..")
    else { return false }
    return bytes.allSatisfy { isLetterOrDigit($0) || $0 == 0x2D || $0 == 0x2E }
  }
}
