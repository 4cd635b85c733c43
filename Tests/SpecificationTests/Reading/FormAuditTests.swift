import Foundation
import Probes
import Specification
import Testing

/// Forms and readers hold the same keys.
@Suite("Forms and their readers")
struct FormAuditTests {
  /// `form/key` of every key below a shape.
  private func keys(of shape: Shape) -> Set<String> {
    switch shape {
    case .form(let form), .either(_, let form):
      form.keys.reduce(into: Set(form.keys.map { "\(form.name)/\($0.name)" })) { $0.formUnion(keys(of: $1.shape)) }
    case .list(let element, _), .map(let element): keys(of: element)
    case .variant(_, let variants): variants.reduce(into: []) { $0.formUnion(keys(of: .form($1.form))) }
    default: []
    }
  }

  @Test("Every key that a form offers is read, and readers ask for no other")
  func equal() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let audit = FormAudit()
    try FormAudit.$current.withValue(audit) {
      let loader = SpecificationLoader(catalogue: StepRegistry.catalogue)
      let specification = root.appendingPathComponent("../../../Specs/nhs-imaging-network").standardizedFileURL.path
      #expect(loader.load(path: specification).rules != nil)
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("audit-\(UUID().uuidString)")
      defer { try? FileManager.default.removeItem(at: folder) }
      for (path, text) in EveryKey.files {
        let url = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
      }
      let result = loader.load(path: folder.path, options: LoadOptions(lints: false))
      #expect(result.diagnostics.map(\.rendered) == [])
    }
    #expect(audit.foreign == [])
    let kinds: [FileKind] = [.specification, .requirements, .procedures, .profile]
    let offered = kinds.reduce(into: Set<String>()) { $0.formUnion(keys(of: .form($1.form))) }
    let headers = Set(kinds.flatMap { ["\($0.rawValue) file/edition", "\($0.rawValue) file/kind"] })
    #expect(offered.subtracting(audit.asked).subtracting(headers) == [])
  }
}
