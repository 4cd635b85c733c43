import Foundation

/// A program outside this package that judges our output.
public enum ExternalTool {
  /// Where a program stands, nil when it is not installed.
  public static func path(_ name: String) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Whether Python is there.
  public static let hasPython = path("python3") != nil
  /// Whether Chromium is there.
  public static let hasChromium = path("chromium") != nil
  /// Whether Python has its JSON Schema validator.
  public static let hasJSONSchema = hasPython && (try? run("python3", ["-c", "import jsonschema"]).status) == 0

  /// Runs a program with files beside it in a folder of its own, and gives what it wrote.
  public static func run(
    _ name: String, _ arguments: [String], files: [String: String] = [:]
  ) throws -> (status: Int32, output: String) {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (file, text) in files { try text.write(to: folder.appending(path: file), atomically: true, encoding: .utf8) }
    let result = folder.appending(path: "output")
    _ = FileManager.default.createFile(atPath: result.path, contents: nil)
    let errors = folder.appending(path: "errors")
    _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try require(path(name)))
    process.arguments = arguments.map { $0.replacing("{folder}", with: folder.path) }
    process.currentDirectoryURL = folder
    process.standardOutput = try FileHandle(forWritingTo: result)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    var output = try String(decoding: Data(contentsOf: result), as: UTF8.self)
    if process.terminationStatus != 0 { output += try String(decoding: Data(contentsOf: errors), as: UTF8.self) }
    return (process.terminationStatus, output)
  }

  /// A page as it stands in Chromium after its script has run, opened at an address's fragment.
  public static func document(_ page: String, _ fragment: String) throws -> String {
    try run(
      "chromium",
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir={folder}/profile", "--virtual-time-budget=3000",
        "--dump-dom", "file://{folder}/page.html\(fragment)",
      ], files: ["page.html": page]
    ).output
  }

  private static func require(_ path: String?) throws -> String {
    guard let path else { throw CocoaError(.fileNoSuchFile) }
    return path
  }
}
