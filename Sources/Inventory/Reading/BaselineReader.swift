import Specification

/// Reads baselines.
struct BaselineReader {
  let log: DiagnosticLog

  func baseline(_ reader: FormReader) -> Baseline {
    var baseline = Baseline(
      specification: reader.identifier("specification") ?? "", version: reader.text("version") ?? "",
      subject: reader.identifier("subject") ?? "", run: reader.text("run") ?? "", taken: reader.date("taken") ?? "",
      entries: [])
    var seen: Set<String> = []
    for form in reader.forms("requirements") {
      guard let reference = form.requirementReference(log: log) else { continue }
      guard seen.insert(reference.id).inserted else {
        log.error(
          InventoryRule.duplicateAnswer, at: form.span(of: "requirement"), "`\(reference.id)` stands here already",
          hint: "keep the line of one run")
        continue
      }
      let credit = form.text("credit")
      if let credit, credit.wholeMatch(of: #/[0-9]{1,9}(/[1-9][0-9]{0,8})?/#) == nil {
        log.error(
          InventoryRule.baselineCredit, at: form.span(of: "credit"), "`\(credit)` is not an exact fraction",
          hint: "such as `2/3`")
      }
      baseline.entries.append(
        Baseline.Entry(
          id: reference.id, revision: reference.revision, state: form.text("state") ?? "", credit: credit,
          time: form.nanoseconds("time")))
    }
    return baseline
  }
}
