/// Information models of queries and retrievals (PS3.4 Annexes C, K, Q, U, V, CC, JJ and Table C.6-1 ff.).
enum QueryModel: String, CaseIterable {
  case studyRoot = "study-root"
  case patientRoot = "patient-root"
  case worklist
  /// Unified procedure steps, as one who performs them asks for them.
  case workitem
  /// Unified procedure steps, as one who watches them.
  case workitemWatch = "workitem-watch"
  /// Unified procedure steps, as one who only asks.
  case workitemQuery = "workitem-query"
  case hangingProtocol = "hanging-protocol"
  case relevantPatient = "relevant-patient"
  case breastRelevantPatient = "breast-relevant-patient"
  case cardiacRelevantPatient = "cardiac-relevant-patient"
  case productCharacteristics = "product-characteristics"
  case substanceApproval = "substance-approval"
  /// Everything that an archive holds, also what it does not show to readers.
  case repository

  /// The words.
  static let words = allCases.map(\.rawValue)

  /// The words of the models that have retrievals.
  static let retrievable = allCases.filter { $0.move != nil }.map(\.rawValue)

  /// SOP class of C-FIND.
  var find: String {
    switch self {
    case .studyRoot: "1.2.840.10008.5.1.4.1.2.2.1"
    case .patientRoot: "1.2.840.10008.5.1.4.1.2.1.1"
    case .worklist: "1.2.840.10008.5.1.4.31"
    case .workitem: WorkitemService.pull.rawValue
    case .workitemWatch: WorkitemService.watch.rawValue
    case .workitemQuery: WorkitemService.query.rawValue
    case .hangingProtocol: "1.2.840.10008.5.1.4.38.2"
    case .relevantPatient: "1.2.840.10008.5.1.4.37.1"
    case .breastRelevantPatient: "1.2.840.10008.5.1.4.37.2"
    case .cardiacRelevantPatient: "1.2.840.10008.5.1.4.37.3"
    case .productCharacteristics: "1.2.840.10008.5.1.4.41"
    case .substanceApproval: "1.2.840.10008.5.1.4.42"
    case .repository: "1.2.840.10008.5.1.4.1.1.201.6"
    }
  }

  /// SOP class of C-MOVE; nil where there is none.
  var move: String? {
    switch self {
    case .studyRoot: "1.2.840.10008.5.1.4.1.2.2.2"
    case .patientRoot: "1.2.840.10008.5.1.4.1.2.1.2"
    case .hangingProtocol: "1.2.840.10008.5.1.4.38.3"
    default: nil
    }
  }

  /// SOP class of C-GET; nil where there is none.
  var get: String? {
    switch self {
    case .studyRoot: "1.2.840.10008.5.1.4.1.2.2.3"
    case .patientRoot: "1.2.840.10008.5.1.4.1.2.1.3"
    case .hangingProtocol: "1.2.840.10008.5.1.4.38.4"
    default: nil
    }
  }

  /// Whether an identifier has a Query/Retrieve Level (0008,0052).
  var hasLevels: Bool { self == .studyRoot || self == .patientRoot || self == .repository }

  /// Storage classes of what is retrieved, where the model has classes of its own.
  var storageClasses: [String] { self == .hangingProtocol ? ["1.2.840.10008.5.1.4.38.1"] : [] }
}
