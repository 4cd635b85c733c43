import Foundation

/// Assertions made and judged by pysaml2 and the command xmlsec1.
public enum AssertionPeer {
  /// An assertion that pysaml2 makes: `good`, `unsigned`, `expired`, `altered` or `other-audience`.
  public static func make(_ kind: String, key: String, certificate: String) throws -> String {
    try run(["make", kind, key, certificate], input: "").output
  }

  /// What pysaml2 makes of an assertion, line by line.
  public static func judge(_ assertion: String, certificate: String) throws -> [String] {
    try run(["judge", certificate], input: assertion).output.split(separator: "\n").map(String.init)
  }

  /// Whether the command xmlsec1 takes the signature of a document in which elements of a name have the attribute `ID`.
  public static func verifies(_ document: [UInt8], element: String, certificate: String) throws -> Bool {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("signed-\(UUID().uuidString).xml")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(document).write(to: file)
    return try run(
      program: PeerProcess.find("xmlsec1"),
      ["--verify", "--id-attr:ID", element, "--pubkey-cert-pem", certificate, file.path], input: ""
    ).status == 0
  }

  private static func run(_ arguments: [String], input: String) throws -> (output: String, status: Int32) {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/assertions.py").path
    let result = try run(program: try PeerPython.interpreter(), [script] + arguments, input: input)
    guard result.status == 0 else {
      throw PeerProcess.Unavailable(description: "assertions.py \(arguments.joined(separator: " ")): \(result.output)")
    }
    return result
  }

  private static func run(
    program: URL, _ arguments: [String], input: String
  ) throws -> (output: String, status: Int32) {
    let process = Process()
    let (given, written) = (Pipe(), Pipe())
    process.executableURL = program
    process.arguments = arguments
    process.standardInput = given
    process.standardOutput = written
    process.standardError = FileHandle.nullDevice
    try process.run()
    // An assertion is shorter than what a pipe holds.
    try given.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try given.fileHandleForWriting.close()
    let output = String(decoding: written.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (output, process.terminationStatus)
  }
}
