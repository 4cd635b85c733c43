import Foundation
import Testing

@testable import Statements

@Suite("Files that are named as documents")
struct DocumentFileTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "document-file-\(UUID().uuidString)")

  private func problem(_ name: String, make: (String) throws -> Void) throws -> String? {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: name)
    try make(file.path)
    return StatementReader.read(file: file).problems.first { $0.severity == .unreadable }?.message
  }

  @Test("A file is read; a folder, a missing file and a pipe without a writer are named, and nothing waits")
  func kinds() throws {
    #expect(try problem("a.txt") { try "Acme".write(toFile: $0, atomically: true, encoding: .utf8) } == nil)
    #expect(
      try problem("a.pdf") { try FileManager.default.createDirectory(atPath: $0, withIntermediateDirectories: true) }
        == "a.pdf could not be opened: it is a folder. Give the documents in it.")
    #expect(
      try problem("b.pdf") { _ in } == "b.pdf could not be opened: there is no such file. Check its name.")
    #expect(try problem("pipe") { mkfifo($0, 0o600) } == "pipe is empty. Give the conformance statement.")
  }

  @Test("A file is read to one byte beyond the limit", arguments: [(99, 99), (100, 100), (101, 101), (100_000, 101)])
  func limit(size: Int, read: Int) throws {
    _ = try problem("a.txt") { path in
      try Data(repeating: 0x61, count: size).write(to: URL(fileURLWithPath: path))
      #expect(try DocumentFile.bytes(URL(fileURLWithPath: path), limit: 100).count == read)
    }
  }

  @Test("Text is cut after the last whole line, and only beyond the limit")
  func cut() {
    #expect("ab\ncd\n".cut(toBytes: 6) == "ab\ncd\n")
    #expect("ab\ncd\n".cut(toBytes: 4) == "ab")
    #expect("abcd".cut(toBytes: 2) == "ab")
  }

  @Test("A text beyond what is read is cut short, and says so")
  func longText() {
    let line = "The Acme archive supports CT.\n\n"
    let count = StatementReader.maximumTextBytes / line.utf8.count
    func isCut(_ lines: Int) -> Bool {
      let text = Array(String(repeating: line, count: lines).utf8)
      return StatementReader.read(bytes: text, name: "a.csv").problems.contains {
        $0.code == "cut-short" && $0.message.contains("MiB of text")
      }
    }
    #expect(isCut(count + 1))
    #expect(!isCut(1_000))
  }
}
