/// What became of the identifiers of a person, which consumers are told of (ITI TF-2 §3.10.4.1.1).
enum IndexChange: Hashable, Sendable {
  /// A registration brought its identifiers to those of others.
  case joined(IndexedPatient)
  /// Another record was merged into this one.
  case merged(IndexedPatient)

  /// The record that was told of.
  var patient: IndexedPatient {
    switch self {
    case .joined(let patient), .merged(let patient): patient
    }
  }
}
