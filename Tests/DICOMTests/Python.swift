import Foundation
import Testing

/// What the `python3` on the path says; a missing interpreter or module fails the test that needs it.
enum Python {
  /// Standard output of a program. Arguments follow it; errors appear as a failed expectation.
  static func run(_ program: String, _ arguments: [String] = []) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program] + arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "python3 with pydicom is needed")
    return String(decoding: data, as: UTF8.self)
  }
}
