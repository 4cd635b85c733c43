import Evidence
import Foundation
import TestPeers
import Testing

@testable import Statements

@Suite("PDF that cannot be read, or not all of it")
struct PDFProblemTests {
  @Test("A program that is missing is told of with what to install")
  func missing() {
    #expect(PDFProblem.failure(.notInstalled, "pdftotext").message.contains("apt-get install poppler-utils"))
  }

  private func problems(_ bytes: [UInt8]) -> [DocumentProblem] {
    StatementReader.read(bytes: bytes, name: "a.pdf").problems.filter { $0.code != "no-claims" }
  }

  private func page(_ text: String?) -> WrittenPDF.Page {
    var page = WrittenPDF.Page()
    if let text { page.lines([text, "and a second line of it"], x: 60, y: 100) }
    return page
  }

  @Test("A sound file has no problem")
  func sound() {
    #expect(problems(WrittenPDF(pages: [page("Some text")]).bytes).isEmpty)
  }

  @Test("A file that asks for a password is encrypted")
  func encrypted() {
    let key = String(repeating: "A", count: 32)
    let trailer =
      "/ID[<00112233445566778899AABBCCDDEEFF><00112233445566778899AABBCCDDEEFF>]"
      + "/Encrypt<</Filter/Standard/V 1/R 2/O(\(key))/U(\(key))/P -4>>"
    let found = problems(WrittenPDF(pages: [page("Some text")], trailer: trailer).bytes)
    #expect(found.map(\.code) == ["encrypted"])
    #expect(found.first?.severity == .unreadable)
    #expect(found.first?.message.contains("without protection") == true)
  }

  @Test("A file that only its owner may change is read", .enabled(if: Self.hasEncryptor, "qpdf is not installed"))
  func ownerPassword() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("assay-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let open = folder.appendingPathComponent("open.pdf")
    let locked = folder.appendingPathComponent("locked.pdf")
    try Data(WrittenPDF(pages: [page("Some text")]).bytes).write(to: open)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/qpdf")
    process.arguments = ["--encrypt", "", "owner", "256", "--extract=n", "--", open.path, locked.path]
    try process.run()
    process.waitUntilExit()
    let examined = StatementReader.examine(file: locked)
    #expect(examined.reading.problems.filter { $0.code != "no-claims" }.isEmpty)
    #expect(WrittenPDF.outline(examined.document?.blocks ?? []) == ["p Some text and a second line of it"])
  }

  static var hasEncryptor: Bool { FileManager.default.isExecutableFile(atPath: "/usr/bin/qpdf") }

  @Test("A file without text is told apart from a damaged one")
  func withoutText() {
    let found = problems(WrittenPDF(pages: [page(nil), page(nil)]).bytes)
    #expect(found.map(\.code) == ["no-text"])
    #expect(found.first?.message.contains("OCR") == true)
    let garbage = problems(Array("%PDF-1.4\nnothing of the kind".utf8))
    #expect(garbage.map(\.code) == ["damaged"])
    #expect(garbage.first?.severity == .unreadable)
  }

  @Test("Pages without text among others are named; one blank page is not")
  func partlyScanned() {
    let some = [page("First"), page(nil), page(nil), page(nil), page("Fifth"), page(nil)]
    let found = problems(WrittenPDF(pages: some).bytes)
    #expect(found.map(\.code) == ["no-text"])
    #expect(found.first?.severity == .warning)
    #expect(found.first?.message.contains("2-4, 6") == true)
    #expect(problems(WrittenPDF(pages: [page("First"), page(nil), page("Third")]).bytes).isEmpty)
  }

  @Test("A file cut within its cross references is read and said to be damaged")
  func cut() {
    let bytes = WrittenPDF(pages: [page("First"), page("Second")]).bytes
    let examined = StatementReader.examine(bytes: Array(bytes.dropLast(60)), name: "a.pdf")
    #expect(examined.reading.problems.contains { $0.code == "damaged" })
    #expect(
      examined.document?.blocks.isEmpty == false || examined.reading.problems.contains { $0.severity == .unreadable })
  }
}
