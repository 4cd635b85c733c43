import Foundation
import Inventory
import Probes
import Procurement
import Specification

/// The schedules of a tender, taken from its pack or from the tender itself, for answers to be held against.
struct PublishedSchedules {
  /// A lot's schedule with the specification that it asks.
  struct Entry {
    var schedule: ResponseSchedule
    var rules: RuleSet
  }

  /// The schedules in the order of the lots.
  let entries: [Entry]

  /// Takes them from a pack's folder or a tender file.
  ///
  /// - Throws: `ExitStatus.invalidFile`.
  init(_ source: String) throws {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: source, isDirectory: &isFolder)
    guard exists, isFolder.boolValue else {
      let loaded = try LoadedTender(source, environment: [:])
      entries = loaded.lots.map { lot in
        Entry(
          schedule: ResponseSchedule(
            lot.rules, catalogue: StepRegistry.catalogue, of: (tender: loaded.tender, lot: lot.lot)),
          rules: lot.rules)
      }
      return
    }
    let folder = URL(fileURLWithPath: source)
    let manifest: PackManifest
    do throws(PackError) { manifest = try PackManifest.read(folder).manifest } catch {
      Terminal.error("\(error)")
      throw ExitStatus.invalidFile
    }
    entries = try manifest.rules.lots.map { lot in
      let rules = try LoadedSpecification(
        "\(source)/\(PackManifest.rulesFolder)", profile: lot.profile, environment: [:]
      )
      .rules
      var schedule = ResponseSchedule(rules, catalogue: StepRegistry.catalogue)
      schedule.tender = manifest.rules.tender
      schedule.lot = lot.id
      return Entry(schedule: schedule, rules: rules)
    }
  }

  /// The schedule that a file answers: that of the lot that is named, or that the file itself names, or the only one.
  ///
  /// - Throws: `ExitStatus.usage`.
  func entry(lot: String?, for file: String) throws -> Entry {
    let named = lot ?? (DeclarationFile.isWorkbook(file) ? ScheduleReader.lot(namedIn: file) : nil)
    if let named, let entry = entries.first(where: { $0.schedule.lot == named }) { return entry }
    if lot == nil, entries.count == 1, let entry = entries.first { return entry }
    let lots = entries.compactMap(\.schedule.lot).joined(separator: ", ")
    Terminal.error(
      lot.map { "--lot \($0): the tender has no such lot; there are \(lots.isEmpty ? "none" : lots)" }
        ?? "\(file): which lot it answers is not known; give --lot with one of \(lots)")
    throw ExitStatus.usage
  }
}
