import Foundation
import Testing

@testable import Specification

@Suite("Explained kinds of file")
struct FileReferenceTests {
  @Test("Each kind tells every key that its file may have, with what it holds", arguments: FileKind.allCases)
  func everyKey(of kind: FileKind) {
    let text = FileReference.text(kind, width: 4_000)
    for key in kind.form.keys {
      #expect(text.contains("\n  \(key.name)  \(FileReference.name(of: key.shape))"), "\(key.name)")
      #expect(text.contains(key.meaning), "\(key.meaning)")
    }
  }

  @Test("A form that stands in several places is told once, and keys of forms within forms are told too")
  func formsWithin() {
    let text = FileReference.text(.tender)
    #expect(text.components(separatedBy: "weights block: How quality and price weigh").count == 2)
    #expect(text.contains("\n  zero-at  number from 0 to 100\n"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test(
    "A kind is found by its name in any case, with file behind it or not",
    arguments: ["tender", "Tender", "waivers file"])
  func found(_ name: String) { #expect(FileReference.named(name) != nil) }

  @Test("Other names are no kind", arguments: ["tenders", "", "tender pack", "file"])
  func notFound(_ name: String) { #expect(FileReference.named(name) == nil) }

  @Test(
    "What a concept shows as an example file is one that is read without a fault", arguments: ["tender", "waivers"])
  func examples(_ name: String) throws {
    let concept = try #require(Concept.named(name))
    let example = try #require(concept.text.components(separatedBy: "\n\n").first { $0.hasPrefix("    edition: 1") })
    let source = try SourceText(path: "\(name).yaml", bytes: Array((example + "\n").utf8))
    let read = LanguageFile.read(source, expecting: FileKind(rawValue: name))
    #expect(read.diagnostics.map(\.rendered) == [])
  }
}
