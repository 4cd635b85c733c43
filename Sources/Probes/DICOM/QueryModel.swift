/// Information models of Query/Retrieve and the worklist (PS3.4 §C.6, §K.6).
enum QueryModel: String {
  case studyRoot = "study-root"
  case patientRoot = "patient-root"
  case worklist

  /// SOP class of C-FIND.
  var find: String {
    switch self {
    case .studyRoot: "1.2.840.10008.5.1.4.1.2.2.1"
    case .patientRoot: "1.2.840.10008.5.1.4.1.2.1.1"
    case .worklist: "1.2.840.10008.5.1.4.31"
    }
  }

  /// SOP class of C-MOVE; nil where there is none.
  var move: String? {
    switch self {
    case .studyRoot: "1.2.840.10008.5.1.4.1.2.2.2"
    case .patientRoot: "1.2.840.10008.5.1.4.1.2.1.2"
    case .worklist: nil
    }
  }

  /// SOP class of C-GET; nil where there is none.
  var get: String? {
    switch self {
    case .studyRoot: "1.2.840.10008.5.1.4.1.2.2.3"
    case .patientRoot: "1.2.840.10008.5.1.4.1.2.1.3"
    case .worklist: nil
    }
  }
}
