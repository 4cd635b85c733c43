import Foundation
import Inventory
import Probes
import Procurement
import Specification

/// A tender with the specification of each lot, held against each other. Bids are not opened.
struct LoadedTender {
  /// Where the tender file is.
  let path: String
  /// The tender.
  let tender: Tender
  /// The lots with their specifications.
  let lots: [TenderPack.Lot]
  /// What bids are decided by.
  let rules: TenderRules

  /// Loads it and shows everything that is wrong.
  ///
  /// - Parameter environment: For inputs; empty for what is published, which must not depend on who publishes it.
  /// - Throws: `ExitStatus.invalidFile`.
  init(_ path: String, environment: [String: String]) throws {
    var diagnostics: [Diagnostic] = []
    let loaded = Self.read(path, environment: environment, into: &diagnostics)
    Diagnostics.show(diagnostics)
    guard let loaded else { throw ExitStatus.invalidFile }
    self = loaded
  }

  private init(path: String, tender: Tender, lots: [TenderPack.Lot]) {
    self.path = path
    self.tender = tender
    self.lots = lots
    rules = TenderRules(tender, rules: lots.map(\.rules))
  }

  /// Reads it; nil where something is wrong.
  ///
  /// - Parameter diagnostics: takes up what is wrong.
  static func read(
    _ path: String, environment: [String: String], into diagnostics: inout [Diagnostic]
  ) -> LoadedTender? {
    let read = InventoryReader.tender(at: path)
    var found = read.diagnostics
    defer { diagnostics += found }
    guard let tender = read.value else { return nil }
    var byProfile: [String?: RuleSet] = [:]
    for profile in Set(tender.lots.map(\.profile)).sorted(by: { ($0 ?? "") < ($1 ?? "") }) {
      let loaded = SpecificationLoader(catalogue: StepRegistry.catalogue).load(
        path: tender.place(tender.specification),
        options: LoadOptions(profile: profile, environment: environment, checksEveryProfile: false, lints: false))
      found += loaded.diagnostics.filter { $0.severity == .error }
      byProfile[profile] = loaded.rules
    }
    let lots = tender.lots.compactMap { lot in byProfile[lot.profile].map { TenderPack.Lot(lot, rules: $0) } }
    found += lots.flatMap { check(gates: tender.gates, lot: $0, file: path) }
    guard lots.count == tender.lots.count, !found.contains(where: { $0.severity == .error }) else { return nil }
    return LoadedTender(path: path, tender: tender, lots: lots)
  }

  /// A gate that no requirement answers to would exclude nobody, or everybody.
  private static func check(gates: [String], lot: TenderPack.Lot, file: String) -> [Diagnostic] {
    let known = Set((lot.rules.requirements + lot.rules.dropped.map(\.requirement)).map(\.id))
    return gates.filter { !known.contains($0) }.map { gate in
      let place = lot.lot.id.map { " of the lot `\($0)`" } ?? ""
      return Diagnostic(
        TenderRule.unknownGate, at: SourceSpan(file: file, line: 1, column: 1),
        "the gate `\(gate)` is no requirement of the specification\(place)",
        hint: NameSuggestion.hint(for: gate, among: known))
    }
  }

  /// The lot of a name, or the only one.
  func lot(_ id: String?) -> TenderPack.Lot? { lots.first { $0.lot.id == id } }
}
