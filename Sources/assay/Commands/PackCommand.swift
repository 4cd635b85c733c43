import ArgumentParser
import Foundation
import Inventory
import Office
import Probes
import Procurement
import Specification

/// `assay pack`
struct PackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pack",
    abstract: "Make what goes to bidders, and read back the schedules that they fill in.",
    discussion: """
      EXAMPLE
        assay pack tender.yaml --out tender-pack --published 2026-03-02
        assay pack tender-pack --check answers.xlsx
        assay pack tender-pack --read answers.ods --out my-bid/declaration.yaml

      A pack holds for each lot the specification (DOCX, HTML), the response
      schedule (XLSX) and a declaration to be filled in (YAML); the methodology and
      instructions (DOCX, HTML); the rules for trying one's own product; and
      manifest.json with the SHA-256 of every file and of the rules. The same tender
      gives the same bytes.

      --check names every cell that is wrong or missing; --read turns a schedule
      into a declaration. Both take XLSX, ODS, CSV and YAML, and a pack's folder or
      a tender file to hold it against; the folder of the schedule where none is
      given.

      EXIT CODES
        0 all well; 1 usage; 2 a file is invalid, or an answer is missing
      """)

  @ArgumentParser.Argument(
    help: ArgumentHelp("Tender file; with --check and --read a pack's folder as well.", valueName: "tender"),
    completion: .file())
  var source: String?

  @Option(help: "Folder for the pack; with --read the declaration's file.", completion: .file())
  var out: String?

  @Option(help: "Day of publication that documents and manifest show, YYYY-MM-DD; none where it is not given.")
  var published: String?

  @Option(help: "Check a filled schedule or declaration.", completion: .file())
  var check: String?

  @Option(help: "Turn a filled schedule into a declaration.", completion: .file())
  var read: String?

  @Option(help: "The lot that is answered; the schedule says it where it is not given.")
  var lot: String?

  @Option(help: "The bid whose documents the answers name: its folder or its bid.yaml.", completion: .file())
  var bid: String?

  mutating func validate() throws {
    if let published, !RunChoices.isDay(published) {
      throw ValidationError("--published is a day in the form YYYY-MM-DD.")
    }
    if check != nil && read != nil { throw ValidationError("Give --check or --read.") }
    if check == nil && read == nil {
      if lot != nil || bid != nil { throw ValidationError("--lot and --bid belong to --check and --read.") }
      if source == nil || out == nil {
        throw ValidationError("Give the tender file, and --out, the folder for the pack.")
      }
    } else if published != nil {
      throw ValidationError("--published belongs to the making of a pack.")
    }
    if check != nil && out != nil { throw ValidationError("--check writes nothing; --out belongs to --read.") }
    if read != nil && out == nil { throw ValidationError("Give --out, the declaration's file.") }
  }

  func run() throws {
    if let file = check ?? read { return try answers(file) }
    guard let source, let out else { return }
    let loaded = try LoadedTender(source, environment: [:])
    let folder = URL(fileURLWithPath: out)
    if let content = try? FileManager.default.contentsOfDirectory(atPath: out), !content.isEmpty {
      Terminal.error("\(out): is not empty, and what was published is not overwritten. Name a new folder.")
      throw ExitStatus.usage
    }
    let files: [PackFile]
    do {
      files = try TenderPack.files(
        loaded.tender, lots: loaded.lots, catalogue: StepRegistry.catalogue, tool: Tool.name, published: published)
    } catch {
      Terminal.error("assay pack: \(error)")
      throw ExitStatus.harness
    }
    for file in files {
      let path = try RunReports.put(Data(file.bytes), file.path, folder)
      if !file.path.hasPrefix("\(PackManifest.rulesFolder)/") { Terminal.out(path) }
    }
    Terminal.out("\(out)/\(PackManifest.rulesFolder)/")
  }

  // MARK: Answers

  private func answers(_ file: String) throws {
    let published = try PublishedSchedules(
      source ?? URL(fileURLWithPath: file).deletingLastPathComponent().relativePath)
    let entry = try published.entry(lot: lot, for: file)
    var offered: Bid?
    if let bid {
      let read = InventoryReader.bid(at: bid, rules: entry.rules)
      guard let value = read.value else {
        Diagnostics.show(read.diagnostics)
        throw ExitStatus.invalidFile
      }
      offered = value
    }
    let reading = DeclarationFile.read(
      file, rules: entry.rules, catalogue: StepRegistry.catalogue, bid: offered, schedule: entry.schedule)
    Diagnostics.show(reading.diagnostics)
    let errors = reading.diagnostics.count { $0.severity == .error }
    guard let declaration = reading.declaration else {
      Terminal.out("\(file): \(errors) to be mended before it can be read")
      throw ExitStatus.invalidFile
    }
    let missing = entry.schedule.rows.filter { declaration.answers[$0.reference] == nil }
    let answered =
      "\(entry.schedule.rows.count - missing.count) of \(entry.schedule.rows.count) requirements are answered"
    if read != nil, let out {
      let url = URL(fileURLWithPath: out)
      let text = DeclarationText.file(declaration, in: entry.schedule)
      let path = try RunReports.put(Data(text.utf8), url.lastPathComponent, url.deletingLastPathComponent())
      Terminal.out("\(path): \(answered)")
      return
    }
    Terminal.out("\(file): \(answered)")
    guard !missing.isEmpty else { return }
    // A schedule's cells were named one by one; a declaration has no place for what is not in it.
    if !DeclarationFile.isWorkbook(file) {
      for row in missing { Terminal.out("  not answered: \(row.reference) \(row.title)") }
    }
    throw ExitStatus.invalidFile
  }
}
