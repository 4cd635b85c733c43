import Foundation
import TestPeers
import Testing

/// What a user does with statements, run as users run it.
@Suite("Claims command")
struct ClaimsTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("claims-\(UUID().uuidString)")

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

  /// Writes a statement of one SOP class and answers its path.
  private func statement(_ name: String, scu: String = "", scp: String = "", title: String? = nil) throws -> String {
    let file = folder.appendingPathComponent(name)
    let text = """
      # DICOM Conformance Statement of \(title ?? name)

      | SOP Class | UID | SCU | SCP |
      |---|---|---|---|
      | Verification | 1.2.840.10008.1.1 | \(scu) | \(scp) |

      | Transfer Syntax | UID |
      |---|---|
      | Explicit VR Little Endian | 1.2.840.10008.1.2.1 |
      """
    try Data(text.utf8).write(to: file)
    return file.path
  }

  private func object(_ text: some StringProtocol) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test(
    "Options that do not belong together are refused with 1, and the message names them",
    arguments: [
      (["--compare", "a"], "--compare takes two documents"), (["--pair", "a", "b", "c"], "--pair takes two documents"),
      (["--compare", "--pair", "a", "b"], "--compare and --pair"), (["--lint", "--annotate", "x", "a"], "--lint and"),
      (["--strict", "a"], "--strict is used with --lint"),
      (["--compare", "--format", "csv", "a", "b"], "--format csv"),
      (["--annotate", "o", "--format", "json", "a"], "--annotate writes HTML"),
      (["--kind", "dicom", "a"], "sop-class"),
      (["--lint", "--kind", "ihe", "a"], "leave --kind"), (["--min-confidence", "101", "a"], "0 to 100"), ([], "files"),
      (["--format", "xml", "a"], "'csv'"),
    ] as [([String], String)])
  func usage(arguments: [String], expected: String) async throws {
    let ended = try await AssayProcess(["claims"] + arguments).ended()
    #expect(ended.status == 1, "\(ended.output)\(ended.error)")
    #expect(ended.error.contains(expected), "\(ended.error)")
  }

  @Test("Help shows an example of each use and keeps to 80 columns")
  func help() async throws {
    let ended = try await Assay.run("claims", "--help")
    #expect(ended.status == 0)
    let examples = ended.output.split(separator: "\n").drop { !$0.hasPrefix("EXAMPLE") }.prefix {
      !$0.hasPrefix("USAGE")
    }
    for option in ["--compare", "--pair", "--lint", "--annotate", "--format csv", "--kind"] {
      #expect(examples.contains { $0.hasPrefix("  assay claims ") && $0.contains(option) }, "\(option)")
    }
    #expect(examples.allSatisfy { $0.count <= 80 })
  }

  @Test("JSON of one document is one object, of several one object a line; CSV has one heading for all")
  func formats() async throws {
    let (first, second) = (try statement("a.md", scp: "Yes"), try statement("b.md", scu: "Yes"))
    let one = try await Assay.run("claims", first, "--format", "json")
    #expect(try object(one.output)["claims"] is [Any])
    let two = try await Assay.run("claims", first, second, "--format", "json")
    let lines = two.output.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(try lines.map { try object($0)["document"] as? String } == ["a.md", "b.md"])
    let csv = try await Assay.run("claims", first, second, "--format", "csv")
    #expect(csv.output.components(separatedBy: "\r\n").filter { $0.hasPrefix("document,kind") }.count == 1)
    #expect(csv.output.contains("b.md,sop-class,"))
  }

  @Test("--kind and --min-confidence choose claims")
  func selection() async throws {
    let file = try statement("a.md", scp: "Yes")
    let syntaxes = try await Assay.run("claims", file, "--kind", "transfer-syntax")
    #expect(syntaxes.output.contains("Transfer syntaxes (1)") && !syntaxes.output.contains("SOP classes"))
    let sure = try await Assay.run("claims", file, "--min-confidence", "100")
    #expect(sure.status == 0 && sure.output.contains("0 claims"), "\(sure.output)")
  }

  @Test("--compare and --pair report and end with 0, whatever the documents say, and with 3 where one is unreadable")
  func twoDocuments() async throws {
    let (old, new) = (
      try statement("old.md", scp: "Yes", title: "Acme"), try statement("new.md", scp: "No", title: "Acme")
    )
    let compared = try await Assay.run("claims", "--compare", old, new)
    #expect(compared.status == 0 && compared.output.contains("0 added, 0 dropped, 1 changed"), "\(compared.output)")
    let user = try statement("user.md", scu: "Yes", title: "Bolt")
    let pair = try await Assay.run("claims", user, old, "--pair")
    #expect(pair.status == 0 && pair.output.contains("1 can talk"), "\(pair.output)")
    let json = try await Assay.run("claims", user, new, "--pair", "--format", "json")
    #expect(json.status == 0)
    let services = try #require(try object(json.output)["services"] as? [[String: Any]])
    #expect(services.map { $0["verdict"] as? String } == ["cannot: one side says it does not support it"])
    for option in ["--compare", "--pair"] {
      let missing = try await Assay.run("claims", option, old, folder.appendingPathComponent("none.pdf").path)
      #expect(missing.status == 3 && missing.output.isEmpty && missing.error.contains("none.pdf"), "\(missing.error)")
    }
  }

  @Test("--lint prints its findings with 0; with --strict errors end with 2")
  func lint() async throws {
    let file = try statement("a.md", scp: "Yes")
    let lenient = try await Assay.run("claims", "--lint", file)
    #expect(lenient.status == 0 && lenient.output.contains("no-implementation-class-uid"), "\(lenient.output)")
    let strict = try await Assay.run("claims", "--lint", "--strict", file, "--format", "json")
    #expect(strict.status == 2)
    #expect(try object(strict.output)["findings"] is [Any])
    let unreadable = try await Assay.run("claims", "--lint", "--strict", folder.appendingPathComponent("none").path)
    #expect(unreadable.status == 3 && unreadable.error.contains("none"), "\(unreadable.error)")
  }

  @Test("--annotate writes one page for one document and a folder of pages for several; the unreadable have none")
  func annotate() async throws {
    let file = try statement("a.md", scp: "Yes")
    let page = folder.appendingPathComponent("out/page.html").path
    let one = try await Assay.run("claims", "--annotate", page, file)
    #expect(one.status == 0 && one.output.contains(page), "\(one.output)\(one.error)")
    #expect(try String(contentsOfFile: page, encoding: .utf8).hasPrefix("<!DOCTYPE html>"))
    let pages = folder.appendingPathComponent("pages").path
    let missing = folder.appendingPathComponent("none.pdf").path
    let several = try await Assay.run("claims", "--annotate", pages, file, missing, file)
    #expect(several.status == 3 && several.error.contains("none.pdf"), "\(several.error)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: pages).sorted() == ["a.md-2.html", "a.md.html"])
    let occupied = try await Assay.run("claims", "--annotate", page, file, file)
    #expect(occupied.status == 1 && occupied.error.contains("folder"), "\(occupied.error)")
  }
}
