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
    if let words = arguments.withLock({ $0 }) {
      // By the process, not by its path: the file may be another by now, or gone.
      return DecoderProgram(command: ["/proc/\(getpid())/exe"] + words)
    }
    var path = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &path, path.count)
    let file = String(decoding: path.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? "/"
    return DecoderProgram(command: [folder + companion])
  }
}
