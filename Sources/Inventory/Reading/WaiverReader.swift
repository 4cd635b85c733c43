import Specification

/// Reads waivers.
struct WaiverReader {
  let log: DiagnosticLog

  func waivers(_ reader: FormReader) -> [Waiver] { reader.forms("waivers").map(waiver) }

  private func waiver(_ reader: FormReader) -> Waiver {
    let reference = reader.requirementReference(log: log)
    let scope = reader.distinct("scope", log: log)
    for (place, node) in scope where !Self.isPlace(place) {
      log.error(
        InventoryRule.waiverScope, at: reader.span(node), "`\(place)` is neither a site nor a `site/system`",
        hint: "such as `north` or `north/archive`")
    }
    let waiver = Waiver(
      requirement: reference.map { "\($0.id)@\($0.revision)" } ?? "", scope: scope.map(\.text),
      reason: reader.text("reason") ?? "", approver: reader.text("approver") ?? "",
      granted: reader.date("granted") ?? "",
      expires: reader.date("expires") ?? "", ticket: reader.text("ticket"), span: reader.span(of: "requirement"))
    // Dates of this form are in the order of their text.
    if !waiver.granted.isEmpty, !waiver.expires.isEmpty, waiver.expires < waiver.granted {
      log.error(
        InventoryRule.dateOrder, at: reader.span(of: "expires"),
        "the waiver expires before it is granted, \(waiver.granted)")
    }
    return waiver
  }

  private static func isPlace(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count <= 2 && parts.allSatisfy { RequirementReference("\($0)@1") != nil }
  }
}
