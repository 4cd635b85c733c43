import DICOM

/// What assertions see of a data element: decided by the dictionary alone, so that a check means the same for every peer.
public enum DataElementType: Hashable, Sendable {
  /// A scalar where the dictionary allows one value, a list where it allows more.
  case value(ValueType)
  /// Bytes (OB, OW, UN …): only whether they are there can be asked.
  case bytes
  /// An element of a FHIR resource that has parts or may be of several types: only whether it is there can be asked.
  case element(types: [String])

  /// The type of a registered element; private and unknown elements are text.
  public static func of(_ tag: Tag) -> DataElementType {
    guard let entry = DataDictionary.entry(tag), let vr = entry.vrs.first else { return .value(.string) }
    guard let scalar = scalar(vr) else { return .bytes }
    if vr == .SQ { return .value(.list(of: .dataSet, key: nil)) }
    return .value(entry.multiplicity.maximum == 1 ? scalar : .list(of: scalar, key: nil))
  }

  /// The type of one value; nil for bytes.
  static func scalar(_ vr: VR) -> ValueType? {
    switch vr {
    case .IS, .DS, .US, .SS, .UL, .SL, .FL, .FD, .UV, .SV: .number
    case .UI: .uid
    case .AT: .tag
    case .SQ: .dataSet
    case .OB, .OD, .OF, .OL, .OV, .OW, .UN: nil
    case .AE, .AS, .CS, .DA, .DT, .LO, .LT, .PN, .SH, .ST, .TM, .UC, .UR, .UT: .string
    }
  }
}
