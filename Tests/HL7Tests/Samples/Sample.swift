import Foundation
import HL7
import TestPeers
import Testing

/// A message with the shape of a public sample, and facts about it.
struct Sample: CustomTestStringConvertible, Sendable {
  var title = ""
  var text = ""
  /// Address and decoded value.
  var facts: [(address: String, value: String)] = []

  var testDescription: String { title }

  /// The bytes, each segment ended by a carriage return.
  var bytes: [UInt8] { Array(text.utf8) }

  /// The samples of `messages.txt`.
  static let all: [Sample] = {
    let file = Project.root.appendingPathComponent("Tests/HL7Tests/Samples/messages.txt")
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
    var samples: [Sample] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: true) {
      if line.hasPrefix("## ") {
        samples.append(Sample(title: String(line.dropFirst(3))))
      } else if line.hasPrefix("= ") {
        let parts = line.dropFirst(2).split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        samples[samples.count - 1].facts.append((String(parts[0]), parts.count > 1 ? String(parts[1]) : ""))
      } else if !line.hasPrefix("# ") {
        samples[samples.count - 1].text += line + "\r"
      }
    }
    return samples
  }()
}

/// What the project's `python3` says; a missing interpreter or module fails the test that needs it.
enum Python {
  /// Standard output of a program that gets bytes.
  static func run(_ program: String, input: Data = Data()) throws -> String {
    let process = Process()
    process.executableURL = try PeerPython.interpreter()
    process.arguments = ["-c", program]
    let (source, output) = (Pipe(), Pipe())
    process.standardInput = source
    process.standardOutput = output
    try process.run()
    // Written beside the reading: neither pipe holds everything.
    let writing = Thread {
      try? source.fileHandleForWriting.write(contentsOf: input)
      try? source.fileHandleForWriting.close()
    }
    writing.start()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "python3 with hl7 and hl7apy is needed: .ci/install test")
    return String(decoding: data, as: UTF8.self)
  }
}
