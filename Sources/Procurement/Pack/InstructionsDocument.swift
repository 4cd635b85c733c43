import Inventory
import Office
import Specification

/// What a bidder does with the pack: answer, check, try the own product, submit.
struct InstructionsDocument {
  private let tender: Tender
  private let lots: [TenderPack.Lot]
  private let rules: TenderRules
  private let published: String?

  init(_ tender: Tender, lots: [TenderPack.Lot], rules: TenderRules, published: String?) {
    self.tender = tender
    self.lots = lots
    self.rules = rules
    self.published = published
  }

  /// The document.
  var text: TextDocument {
    var document = TextDocument(
      title: tender.title, subtitle: "Instructions to bidders", author: tender.buyer,
      facts: PackFacts.facts(tender, published: published))
    document.blocks = contents + schedule + selfTest + submission
    return document
  }

  private var contents: [TextDocument.Block] {
    let lotted = tender.lots.contains { $0.id != nil }
    let place = lotted ? "in the folder of each lot" : "in this folder"
    let rows: [(String, String)] = [
      ("specification.docx, specification.html", "What is asked, \(place): the same text in two formats."),
      ("response-schedule.xlsx", "The schedule of answers, \(place)."),
      ("declaration.yaml", "The same as text, for those who keep their answers in files."),
      ("methodology.docx, methodology.html", "What excludes a bid, how it is scored, how prices count."),
      ("\(PackManifest.rulesFolder)/", "The specification as the program reads it, for trying your own product."),
      (PackManifest.file, "The SHA-256 of every file, and of the rules that bids are decided by."),
    ]
    return [
      .heading(1, "What is in the pack", anchor: "contents"),
      .table(
        TextDocument.Table(
          [.init("File", share: 3), .init("What it is", share: 5)],
          rows: rows.map { [[Run($0.0, [.code])], [Run($0.1)]] })),
    ]
  }

  private var schedule: [TextDocument.Block] {
    [
      .heading(1, "Answering", anchor: "answering"),
      .list(ScheduleGuide.steps.map { [Run($0)] }, isOrdered: true),
      .table(
        TextDocument.Table(
          [.init("Level of support", share: 1), .init("What it means", share: 4)],
          rows: SupportLevel.allCases.map { [[Run($0.rawValue, [.strong])], [Run(ScheduleGuide.meaning($0))]] })),
      .paragraph([
        Run("In the folder of the pack, with your answers in "), Run("answers.xlsx", [.code]), Run(":"),
      ]),
      .list(
        [
          [Run(command("assay pack . --check answers.xlsx"), [.code])],
          [Run(command("assay pack . --read answers.xlsx --out my-bid/declaration.yaml"), [.code])],
        ], isOrdered: false),
    ]
  }

  private func command(_ text: String) -> String {
    guard let lot = tender.lots.first?.id else { return text }
    return "\(text) --lot \(lot)"
  }

  private var selfTest: [TextDocument.Block] {
    let commands = lots.map { entry -> [Run] in
      let profile = entry.rules.profile.map { " \($0.id)" } ?? ""
      let lot = entry.lot.id.map { "Lot \($0): " } ?? ""
      return [
        Run(lot),
        Run("assay self-test\(profile) --spec \(PackManifest.rulesFolder) --network my-network.yaml", [.code]),
      ]
    }
    return [
      .heading(1, "Trying your own product", anchor: "self-test"),
      .paragraph([
        Run(
          "The tests that decide are the same that you can run against your own installation, as often as you like, by the "
            + "rules in this pack. A network file says where your systems are; nothing is sent beyond what it permits.")
      ]),
      .list(commands, isOrdered: false),
      .paragraph([
        Run("What a requirement asks, and how a step is configured: "), Run("assay explain NAME", [.code]), Run("."),
      ]),
    ]
  }

  private var submission: [TextDocument.Block] {
    [
      .heading(1, "Submitting", anchor: "submitting"),
      .paragraph([
        Run("A bid is a folder with the file "), Run("bid.yaml", [.code]),
        Run(
          ", its documents and the answers. The file names each document with its SHA-256, the products that are offered "
            + "with their roles, and as "), Run("declaration", [.code]),
        Run(" the filled schedule or the file made from it. A document that does not have its SHA-256 is refused."),
      ]),
    ]
  }
}
