/// Forms of `kind: tender`, `kind: assessment`, `kind: waivers` and `kind: baseline`.
enum TenderForms {
  static let tender = FileKind.form(
    .tender, summary: "A tender: the profile, the lots, the bids, and how quality and price weigh.",
    keys: [
      FormKey("id", .identifier, required: true, "Identifier."),
      FormKey("title", .line, required: true, "Title for people."),
      FormKey("buyer", .line, required: true, "The contracting authority, as its notice names it."),
      FormKey("reference", .line, "Reference of the tender notice."),
      FormKey("specification", .path, required: true, "The specification's file or folder."),
      FormKey("profile", .identifier, "The profile, by name; a lot may name its own."),
      FormKey("network", .path, "The network that bids demonstrate on, unless a bid names its own."),
      FormKey("weights", .form(weights), required: true, "How quality and price weigh."),
      FormKey("price", .form(price), "How a price becomes points; the lowest over the price where left out."),
      FormKey(
        "quality-threshold", .decimal(maximum: 100),
        "Score of quality, in percent, that a bid must reach to be ranked; 0 where left out."),
      FormKey("gates", .list(.identifier), "Requirements that a bid must meet to be ranked."),
      FormKey("lots", .list(.form(lot)), "Lots that are awarded each by itself."),
      FormKey("bids", .list(.form(entry), atLeast: 0), "The bids; none before they are opened."),
    ])

  static let weights = Form(
    "weights block", summary: "How quality and price weigh: percent, 100 together.",
    keys: [
      FormKey("quality", .integer(0...100), required: true, "Weight of the score."),
      FormKey("price", .integer(0...100), required: true, "Weight of the price."),
    ])

  static let price = Form(
    "price block", summary: "How a price becomes points.",
    keys: [
      FormKey(
        "formula", .word(["lowest-over-price", "linear"]), required: true,
        "`lowest-over-price`: the lowest price over the bid's; `linear`: falls evenly from the lowest price to `zero-at`."
      ),
      FormKey(
        "zero-at", .decimal(maximum: 100),
        "With `linear`: how many times the lowest price earns nothing; 2 where left out."),
      FormKey("currency", .line, "Currency, as ISO 4217 writes it; GBP where left out."),
    ])

  static let lot = Form(
    "lot", summary: "A part of the tender that is awarded by itself.",
    keys: [
      FormKey("id", .identifier, required: true, "Identifier."),
      FormKey("title", .line, required: true, "Title for people."),
      FormKey("profile", .identifier, "The profile, by name."),
      FormKey("weights", .form(weights), "How quality and price weigh in this lot."),
      FormKey("quality-threshold", .decimal(maximum: 100), "Score of quality, in percent, to be ranked in this lot."),
    ])

  static let entry = Form(
    "tendered bid", summary: "A bid, for one lot where there are lots, and what belongs to it.",
    keys: [
      FormKey("bid", .path, required: true, "The bid's folder or file."),
      FormKey("lot", .identifier, "The lot that it is for."),
      FormKey("network", .path, "The network that it demonstrates on."),
      FormKey("assessment", .path, "What evaluators read and marked."),
      FormKey("answers", .path, "The bidder's answers to clarification questions."),
      FormKey("run", .path, "The record of its evaluation, to be judged again."),
      FormKey("price", .decimal(maximum: 1_000_000_000_000), "Its price; none before prices are opened."),
    ])

  static let assessment = FileKind.form(
    .assessment,
    summary: "What evaluators read: claims of documents that need a human eye, and marks for what no probe can show.",
    keys: [
      FormKey("specification", .identifier, required: true, "The specification."),
      FormKey("version", .line, required: true, "Version of the specification."),
      FormKey("bid", .identifier, required: true, "The bid."),
      FormKey(
        "specification-sha256", .line,
        "SHA-256 over the files of the specification that the evaluators had before them, 64 hexadecimal digits."),
      FormKey(
        "conflicts", .map(.text),
        "Evaluators with a conflict of interest in this bid, and what it is. What they give is kept and does not count."
      ),
      FormKey("claims", .list(.form(claim), atLeast: 0), "Claims of the bid's documents, read by evaluators."),
      FormKey("marks", .list(.form(mark), atLeast: 0), "The marks."),
      FormKey("history", .list(.form(change), atLeast: 0), "What was written when; it decides nothing."),
    ])

  static let change = Form(
    "change", summary: "One thing that was written in an assessment, and what stood there before.",
    keys: [
      FormKey("at", .line, required: true, "When, as in `2026-03-02T10:15:00Z`."),
      FormKey("by", .line, "Who or what wrote it down: a name that somebody signed in under, or a worksheet."),
      FormKey("requirement", .line, "`id@revision`; none for a conflict of interest."),
      FormKey("evidence", .identifier, "The piece of evidence; none for a conflict of interest."),
      FormKey("evaluator", .line, "Whose mark, answer or conflict it is; none for what they agreed on."),
      FormKey("gave", .line, required: true, "What was given."),
      FormKey("reason", .text, required: true, "Why."),
      FormKey("before", .text, "What stood there before, with its reason."),
    ])

  static let claim = Form(
    "read claim", summary: "What evaluators found where the reading of a document leaves a doubt.",
    atLeastOne: [["answer", "individual", "abstained"]],
    keys: [
      FormKey("requirement", .line, required: true, "`id@revision`"),
      FormKey("evidence", .identifier, required: true, "The evidence of kind `statement`."),
      FormKey("individual", .map(.form(reading)), "Answers by evaluator; where all are the same they decide."),
      FormKey("abstained", .map(.text), "Evaluators who gave no answer, and why."),
      FormKey("answer", .word(answers), "The answer agreed on: \(meanings)"),
      FormKey("reason", .text, "What was read, with the place."),
      FormKey("evaluators", .list(.line), "Who read it."),
      FormKey("sha256", .line, "SHA-256 of the document that was read; the answer holds for no other."),
    ])

  static let reading = Form(
    "given answer", summary: "What one evaluator found in a document.",
    keys: [
      FormKey("answer", .word(answers), required: true, "The answer: \(meanings)"),
      FormKey("reason", .text, required: true, "What was read, with the place."),
    ])

  private static let answers = ["confirmed", "refused", "denied"]
  private static let meanings =
    "`confirmed`: the document claims what is expected; `refused`: it does not say so; `denied`: it says otherwise."

  static let mark = Form(
    "mark entry", summary: "The marks for one piece of evidence.",
    keys: [
      FormKey("requirement", .line, required: true, "`id@revision`"),
      FormKey("evidence", .identifier, required: true, "The evidence of kind `assessment`."),
      FormKey("individual", .map(.form(individual)), "Marks by evaluator."),
      FormKey("abstained", .map(.text), "Evaluators who gave no mark, and why."),
      FormKey("moderated", .form(individual), "The mark agreed on, with the reason."),
    ])

  static let individual = Form(
    "given mark", summary: "A mark and its reason.",
    keys: [
      FormKey("mark", .integer(0...100), required: true, "The mark."),
      FormKey("reason", .text, required: true, "Why."),
    ])

  static let waivers = FileKind.form(
    .waivers, summary: "Mandatory requirements that may fail for a time.",
    keys: [FormKey("waivers", .list(.form(waiver), atLeast: 0), required: true, "The waivers.")])

  static let waiver = Form(
    "waiver", summary: "Leave to fail a mandatory requirement for a time.",
    keys: [
      FormKey("requirement", .line, required: true, "`id@revision`"),
      FormKey("scope", .list(.line), "Sites or `site/system` that it is limited to; all where left out."),
      FormKey("reason", .text, required: true, "Why."),
      FormKey("approver", .line, required: true, "Who approved it."),
      FormKey("granted", .date, required: true, "First day."),
      FormKey("expires", .date, required: true, "Last day."),
      FormKey("ticket", .line, "Ticket."),
    ])

  static let baseline = FileKind.form(
    .baseline, summary: "What a network came to once, requirement by requirement, for changes to be held against.",
    keys: [
      FormKey("specification", .identifier, required: true, "The specification."),
      FormKey("version", .line, required: true, "Version of the specification."),
      FormKey("subject", .identifier, required: true, "The bid or the network."),
      FormKey("run", .line, required: true, "The run that it was taken from."),
      FormKey("taken", .date, required: true, "The day of that run."),
      FormKey("requirements", .list(.form(baselineEntry), atLeast: 0), required: true, "The requirements."),
    ])

  static let baselineEntry = Form(
    "baseline entry", summary: "What one requirement came to.",
    keys: [
      FormKey("requirement", .line, required: true, "`id@revision`"),
      FormKey(
        "state",
        .word([
          "met", "partly met", "not met", "contradicted", "not demonstrated", "not applicable", "inconclusive",
        ]), required: true, "Its state."),
      FormKey("credit", .line, "Its credit as an exact fraction, where it is partly met: `2/3`."),
      FormKey("time", .duration, "How long its probes took, all together."),
    ])
}
