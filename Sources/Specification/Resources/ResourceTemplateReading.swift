import FHIR
import JSONTree

/// Reads one template of a FHIR resource and holds it against the elements of R4, before anything is sent.
struct ResourceTemplateReading {
  /// What is wrong, with line and column.
  private(set) var diagnostics: [Diagnostic] = []

  /// Stands in the specimen for a text that is not known yet.
  private static let text = Array("?".utf8)
  private var specimen: TemplateSpecimen

  /// The text with its names.
  var template: TextTemplate { specimen.template }

  init(_ source: SourceText, names: NameScope) {
    specimen = TemplateSpecimen(source, names: names)
    var place = JSONPlace()
    var passed = 0
    // Where a whole value of the specimen stands for a name.
    var open: Set<Int> = []
    for number in source.lines.indices {
      guard let line = source.line(number + 1) else { continue }
      specimen.add(number + 1, line, end: "\n") { type, bytes in
        for byte in bytes[passed...] { place.pass(byte) }
        passed = bytes.count
        if place.isInString { return type.isStructured ? .unfit(wanted: "a single value") : .bytes(Self.text) }
        guard [.number, .boolean, .resource].contains(type) else {
          return .unfit(wanted: "outside quotation marks a number, true or false, or a resource")
        }
        open.insert(bytes.count)
        return .bytes(Array((type == .resource ? "{}" : "0").utf8))
      }
    }
    diagnostics = specimen.diagnostics
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return }
    check(open)
  }

  private mutating func check(_ open: Set<Int>) {
    let resource: FHIR.Resource
    do throws(ResourceError) { resource = try Resource(json: specimen.bytes) } catch {
      diagnostics.append(
        Diagnostic(
          .error, ReadingRule.resourceSyntax, at: specimen.span(from: error.offset, to: error.offset + 1),
          error.reason.description, hint: nil))
      return
    }
    for finding in ResourceCheck.findings(resource, isOpen: { open.contains($0.offset) }) {
      let near = finding.named.flatMap { NearestName.suggestion(for: $0, among: finding.candidates) }
      diagnostics.append(
        Diagnostic(
          .error, ReadingRule.resourceContent, at: specimen.span(from: finding.offset, to: end(of: finding)),
          finding.sentence, hint: near.map { "did you mean `\($0)`?" } ?? "at \(finding.path); rule: \(finding.rule)"))
    }
  }

  /// The end of the name or value that a finding is about.
  private func end(of finding: ResourceFinding) -> Int {
    guard let name = finding.named else { return finding.offset + 1 }
    return finding.offset + name.utf8.count + 2
  }
}

extension ResourceFinding {
  /// The name that is wrong, where it is one.
  fileprivate var named: String? {
    switch kind {
    case .unknownElement(let name, _), .unknownResource(let name): name
    default: nil
    }
  }
}
