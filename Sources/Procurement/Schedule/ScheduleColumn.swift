/// The columns of a response schedule, from the left.
enum ScheduleColumn: Int, CaseIterable {
  case requirement
  case title
  case statement
  case level
  case weight
  case evidence
  case support
  case notes
  case document
  case page

  /// What stands over it.
  var heading: String {
    switch self {
    case .requirement: "Requirement"
    case .title: "Title"
    case .statement: "What shall hold"
    case .level: "Level"
    case .weight: "Weight"
    case .evidence: "What decides"
    case .support: "Level of support"
    case .notes: "Notes"
    case .document: "Document"
    case .page: "Page"
    }
  }

  /// Width in characters.
  var width: Double {
    switch self {
    case .requirement: 14
    case .title: 32
    case .statement: 60
    case .level: 11
    case .weight: 8
    case .evidence: 26
    case .support: 16
    case .notes: 46
    case .document: 18
    case .page: 8
    }
  }

  /// Whether the bidder fills it in.
  var isAnswer: Bool { rawValue >= Self.support.rawValue }

  /// What the schedule prints there; nil where the bidder fills it in.
  func printed(_ row: ResponseSchedule.Row) -> String? {
    switch self {
    case .requirement: row.reference
    case .title: row.title
    case .statement: row.statement
    case .level: row.level.rawValue
    case .weight: "\(row.weight)"
    case .evidence: row.evidence
    case .support, .notes, .document, .page: nil
    }
  }
}

/// What a schedule says of itself above its rows.
enum ScheduleFact {
  /// What stands left of the lot.
  static let lot = "Lot"

  /// The facts of a schedule.
  static func facts(_ schedule: ResponseSchedule) -> [PublishedSheet.Fact] {
    [
      PublishedSheet.Fact(label: "Tender", value: schedule.tender),
      PublishedSheet.Fact(label: lot, value: schedule.tender == nil ? nil : schedule.lot ?? "whole tender"),
      PublishedSheet.Fact(label: "Specification", value: "\(schedule.specification) \(schedule.version)"),
      PublishedSheet.Fact(label: "Profile", value: schedule.profile ?? "none"),
      PublishedSheet.Fact(label: "SHA-256", value: schedule.sha256, isChecksum: true),
    ]
  }
}
