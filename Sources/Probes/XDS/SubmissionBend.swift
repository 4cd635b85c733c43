/// What is wrong with a submission on purpose.
enum SubmissionBend: String, CaseIterable {
  case none
  /// The document entry comes without its document.
  case noDocument = "no-document"
  /// A second document comes that no document entry is about.
  case strayDocument = "stray-document"
  /// The document entry has no class code.
  case noClassCode = "no-class-code"
  /// The last document entry has no class code; the others are whole.
  case lastIncomplete = "last-incomplete"
  /// The document entry states another hash than its document has.
  case wrongHash = "wrong-hash"
  /// The document entry states another size than its document has.
  case wrongSize = "wrong-size"
  /// Every document has the unique id of the first.
  case sameUniqueIDs = "same-unique-ids"
  /// There is no submission set.
  case noSet = "no-submission-set"
  /// There are two submission sets.
  case twoSets = "two-submission-sets"
  /// The documents are not members of the submission set.
  case noMembership = "no-membership"
  /// The time of creation is written with hyphens and colons.
  case wrongTime = "wrong-time"

  /// What it is, for the description of a step.
  var meaning: String {
    switch self {
    case .none: "Nothing is wrong."
    case .noDocument: "The document entry comes without its document."
    case .strayDocument: "A further document comes that no document entry is about."
    case .noClassCode: "The document entry has no class code."
    case .lastIncomplete: "The last document entry has no class code; the others are whole."
    case .wrongHash: "The document entry states another hash than its document has."
    case .wrongSize: "The document entry states another size than its document has."
    case .sameUniqueIDs: "Every document has the unique id of the first."
    case .noSet: "There is no submission set."
    case .twoSets: "There are two submission sets."
    case .noMembership: "The documents are not members of the submission set."
    case .wrongTime: "The time of creation is written with hyphens and colons, which DTM does not have."
    }
  }
}
