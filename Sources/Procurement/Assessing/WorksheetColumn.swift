/// The columns of a worksheet, from the left.
enum WorksheetColumn: Int, CaseIterable {
  case requirement
  case evidence
  case title
  case question
  case meaning
  case before
  case answer
  case reason

  /// What stands over it.
  var heading: String {
    switch self {
    case .requirement: "Requirement"
    case .evidence: "Evidence"
    case .title: "Title"
    case .question: "What is asked"
    case .meaning: "What each answer takes"
    case .before: "What each gave"
    case .answer: "Answer"
    case .reason: "Reason"
    }
  }

  /// Width in characters.
  var width: Double {
    switch self {
    case .requirement: 14
    case .evidence: 11
    case .title: 28
    case .question: 50
    case .meaning, .before, .reason: 46
    case .answer: 12
    }
  }

  /// Whether it is filled in.
  var isAnswer: Bool { self == .answer || self == .reason }

  /// What is printed there; nil where it is filled in.
  func printed(_ row: Worksheet.Row) -> String? {
    switch self {
    case .requirement: row.task.requirement
    case .evidence: row.task.evidence
    case .title: row.task.title
    case .question: row.task.question
    case .meaning: row.task.answers.map { "\($0.word): \($0.meaning)" }.joined(separator: "\n")
    case .before: row.before ?? ""
    case .answer, .reason: nil
    }
  }

  /// The columns of a worksheet: what was given before stands on that of moderation alone.
  static func columns(_ form: Worksheet.Form) -> [WorksheetColumn] {
    allCases.filter { $0 != .before || form == .moderation }
  }
}
