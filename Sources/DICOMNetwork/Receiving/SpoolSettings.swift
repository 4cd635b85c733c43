/// Where objects that come by C-STORE are kept until somebody looks at them, and how long they may be.
public struct SpoolSettings: Hashable, Sendable {
  /// Folder for the files; it must exist.
  public var folder: String
  /// Bytes of one data set that are held in memory; what is longer goes to a file.
  public var memory: Int
  /// Longest data set in bytes.
  public var limit: Int

  /// Makes settings: 64 KiB in memory, 4 GiB in all.
  public init(folder: String, memory: Int = 64 << 10, limit: Int = 4 << 30) {
    self.folder = folder
    self.memory = memory
    self.limit = limit
  }
}
