import Evidence
import Foundation
import Inventory
import Office
import Reports
import Specification

/// What goes to bidders: the specification, the schedule of answers, how bids are decided, instructions and the rules
/// themselves. The same tender and specification give the same bytes.
public enum TenderPack {
  /// A lot with the specification that it asks, its profile applied.
  public struct Lot: Sendable {
    /// The lot.
    public var lot: Tender.Lot
    /// The specification.
    public var rules: RuleSet

    /// Makes a lot.
    public init(_ lot: Tender.Lot, rules: RuleSet) {
      self.lot = lot
      self.rules = rules
    }
  }

  /// The files, the manifest last.
  ///
  /// - Parameters:
  ///   - catalogue: Step kinds, for what tests do in words.
  ///   - tool: Tool and version.
  ///   - published: Day of publication, `YYYY-MM-DD`; nil for none.
  public static func files(
    _ tender: Tender, lots: [Lot], catalogue: StepCatalogue, tool: String, published: String?
  ) throws -> [PackFile] {
    let rules = TenderRules(tender, rules: lots.map(\.rules))
    var files: [PackFile] = []
    var copied: Set<String> = []
    for entry in lots {
      let folder = PackManifest.folder(of: entry.lot.id)
      let document = SpecificationDocument(entry.rules, catalogue: catalogue, sha256: entry.rules.fingerprint)
      let schedule = ResponseSchedule(entry.rules, catalogue: catalogue, of: (tender, entry.lot))
      files += [
        PackFile("\(folder)specification.docx", try WordDocument.package(document.text)),
        PackFile("\(folder)specification.html", HTMLDocument.render(document.text)),
        PackFile(
          "\(folder)response-schedule.xlsx",
          try ScheduleWorkbook.workbook(schedule, author: tender.buyer).bytes()),
        PackFile("\(folder)declaration.yaml", DeclarationText.template(schedule)),
      ]
      for file in entry.rules.files where copied.insert(file.path).inserted {
        guard RunLayout.isContained(file.path) else {
          throw PackError(
            folder: tender.specification, faults: ["\(file.path) stands outside the specification's folder"])
        }
        files.append(PackFile("\(PackManifest.rulesFolder)/\(file.path)", Array(file.bytes)))
      }
    }
    let methodology = MethodologyDocument(tender, lots: lots, rules: rules, catalogue: catalogue, published: published)
    let instructions = InstructionsDocument(tender, lots: lots, rules: rules, published: published)
    files += [
      PackFile("methodology.docx", try WordDocument.package(methodology.text)),
      PackFile("methodology.html", HTMLDocument.render(methodology.text, kicker: "How bids are decided")),
      PackFile("instructions.docx", try WordDocument.package(instructions.text)),
      PackFile("instructions.html", HTMLDocument.render(instructions.text, kicker: "Instructions to bidders")),
    ]
    let manifest = try PackManifest(tender, rules: rules, files: files, tool: tool, published: published)
    return files + [PackFile(PackManifest.file, [UInt8](try CanonicalJSON.encode(manifest)))]
  }
}
