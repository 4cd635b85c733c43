import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// The program that decodes frames for this one.
struct DecoderProgram: Hashable, Sendable {
  /// Absolute path and arguments.
  var command: [String]

  /// Stands beside programs that do not offer to decode themselves.
  private static let companion = "assay-frames"
  private static let arguments = Mutex<[String]?>(nil)

  /// Lets this program's own file be the one.
  static func use(arguments words: [String]) { arguments.withLock { $0 = words } }

  /// This program's own file, where it offers to decode, or the one beside it.
  static func own() -> DecoderProgram {
    var path = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &path, path.count)
    let file = String(decoding: path.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    if let words = arguments.withLock({ $0 }) {
      // The file may be another by now, or gone: then by the process. That is not always granted, as who decodes is in a
      // user namespace of its own, from which other processes can't be looked into.
      return DecoderProgram(command: [isOwnFile(file) ? file : "/proc/\(getpid())/exe"] + words)
    }
    let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? "/"
    return DecoderProgram(command: [folder + companion])
  }

  /// Whether a path leads to the file that this process runs.
  private static func isOwnFile(_ path: String) -> Bool {
    var (own, there) = (stat(), stat())
    return stat("/proc/self/exe", &own) == 0 && stat(path, &there) == 0 && own.st_dev == there.st_dev
      && own.st_ino == there.st_ino
  }
}
