import Evidence
import Foundation
import Inventory
import Probes
import Procurement
import Specification

/// A bid for a lot, with everything that it names found and held against the specification, before anything is run.
struct TenderedBid {
  /// Its entry in the tender.
  let entry: Tender.Entry
  /// The lot.
  let lot: TenderPack.Lot
  /// The bid.
  let bid: Bid
  /// Its file.
  let bidFile: String
  /// The network that it demonstrates on; nil where neither it nor the tender names one.
  let network: String?
  /// What evaluators read.
  let assessment: String?
  /// What the bidder answered to clarification questions.
  let answers: String?
  /// SHA-256 of the files that the bidder submitted, by their path from the bid's file; the file itself is `bid.yaml`.
  let submitted: [String: String]
  /// SHA-256 of the other files that it is evaluated from, by their path in the tender.
  let others: [String: String]

  /// Where its run directory is, below the folder of the evaluation.
  var folder: String { lot.lot.id.map { "\($0)/\(bid.id)" } ?? bid.id }

  /// Every bid of a tender that holds, in its order.
  ///
  /// - Parameter diagnostics: takes up what is wrong with each.
  static func all(of loaded: LoadedTender, into diagnostics: inout [Diagnostic]) -> [TenderedBid] {
    var folders: Set<String> = []
    return loaded.tender.bids.compactMap { entry in
      guard let bid = read(entry, of: loaded, into: &diagnostics) else { return nil }
      if !folders.insert(bid.folder).inserted {
        diagnostics.append(
          Diagnostic(
            TenderRule.repeatedBid, at: entry.span, "there is a bid `\(bid.bid.id)` for this lot already",
            hint: "give each bid an id of its own"))
      }
      return bid
    }
  }

  /// Reads everything that the entry names.
  ///
  /// - Parameter diagnostics: takes up what is wrong; nothing is answered where that is an error.
  static func read(
    _ entry: Tender.Entry, of loaded: LoadedTender, into diagnostics: inout [Diagnostic]
  ) -> TenderedBid? {
    guard let lot = loaded.lot(entry.lot) else { return nil }
    let tender = loaded.tender
    var found: [Diagnostic] = []
    let read = InventoryReader.bid(at: tender.place(entry.bid), rules: lot.rules)
    found += read.diagnostics
    var submitted: [String: String] = [:]
    var others: [String: String] = [:]
    func digest(_ path: String) -> String? {
      (try? Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)).map { Digest.sha256($0) }
    }
    let isFile = entry.bid.hasSuffix(".yaml") || entry.bid.hasSuffix(".yml")
    let bidFile = isFile ? tender.place(entry.bid) : "\(tender.place(entry.bid))/bid.yaml"
    if let bid = read.value {
      submitted["bid.yaml"] = digest(bidFile)
      for document in bid.documents {
        guard let sha256 = digest("\(bid.folder)/\(document.path)") else {
          found.append(
            Diagnostic(
              TenderRule.missingDocument, at: document.span, "the document `\(document.path)` cannot be opened",
              hint: "put the file beside the bid's file, or mend the path"))
          continue
        }
        submitted[document.path] = sha256
        guard let stated = document.sha256, stated != sha256 else { continue }
        found.append(
          Diagnostic(
            TenderRule.otherDocument, at: document.span,
            "`\(document.path)` is not the document that the bid names: its SHA-256 is \(sha256), the bid states \(stated)",
            hint: "get the document again from the bidder"))
      }
      if let declaration = bid.declaration {
        let path = "\(bid.folder)/\(declaration)"
        submitted[declaration] = digest(path)
        let schedule = ResponseSchedule(
          lot.rules, catalogue: StepRegistry.catalogue, of: (tender: tender, lot: lot.lot))
        found +=
          DeclarationFile.read(
            path, rules: lot.rules, catalogue: StepRegistry.catalogue, bid: bid, schedule: schedule
          ).diagnostics.filter { $0.code != ScheduleRule.missingAnswer.rawValue }
      }
    }
    let network = (entry.network ?? tender.network).map { ($0, tender.place($0)) }
    if let (name, path) = network {
      found += InventoryReader.network(at: path, rules: lot.rules).diagnostics
      others[name] = digest(path)
    } else if entry.run == nil {
      found.append(
        Diagnostic(
          TenderRule.missingNetwork, at: entry.span, "`\(entry.bid)` has neither a network nor a record",
          hint: "give `network:` to the tender or to the bid, or the record as `run:`"))
    }
    if let run = entry.run,
      !FileManager.default.fileExists(atPath: "\(tender.place(run))/\(RunLayout.manifest)")
    {
      found.append(
        Diagnostic(
          TenderRule.missingRecord, at: entry.span, "`\(run)` is no record of an evaluation",
          hint: "name the folder that `assay run` wrote, or leave `run:` out"))
    }
    let assessment = entry.assessment.map { ($0, tender.place($0)) }
    if let (name, path) = assessment {
      found += InventoryReader.assessment(at: path, rules: lot.rules, bid: read.value?.id).diagnostics
      others[name] = digest(path)
    }
    let answers = entry.answers.map { ($0, tender.place($0)) }
    if let (name, path) = answers {
      found += InventoryReader.answers(at: path, rules: lot.rules, bid: read.value?.id).diagnostics
      others[name] = digest(path)
    }
    diagnostics += found
    guard let bid = read.value, !found.contains(where: { $0.severity == .error }) else { return nil }
    return TenderedBid(
      entry: entry, lot: lot, bid: bid, bidFile: bidFile, network: network?.1, assessment: assessment?.1,
      answers: answers?.1, submitted: submitted, others: others)
  }
}
