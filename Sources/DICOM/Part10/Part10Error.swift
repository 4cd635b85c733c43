/// Why bytes are not a DICOM file, or a file cannot be written.
public enum Part10Error: Error, Hashable, Sendable, CustomStringConvertible {
  /// No `DICM` after 128 bytes (PS3.10 §7.1).
  case noPrefix
  /// No (0002,0010) Transfer Syntax UID in the file meta information (PS3.10 §7.1).
  case noTransferSyntax
  /// The file meta information is broken; offsets count from its start, which is byte 132 of the file.
  case metaInformation(DataSetDecodingError)
  /// The data set is broken; offsets count from its start, given as a byte of the file.
  case dataSet(DataSetDecodingError, start: Int)
  /// The data set has no SOP Class UID or SOP Instance UID, which the file meta information must repeat (PS3.10 §7.1).
  case missing(Tag)
  /// The data set or the file meta information cannot be encoded.
  case encoding(DataSetEncodingError)

  /// A sentence for people.
  public var description: String {
    switch self {
    case .noPrefix: "not a DICOM file: DICM is expected at byte 128 (PS3.10 §7.1)"
    case .noTransferSyntax: "the file meta information states no transfer syntax, (0002,0010) (PS3.10 §7.1)"
    case .metaInformation(let error): "file meta information, which starts at byte 132: \(error)"
    case .dataSet(let error, let start): "data set, which starts at byte \(start): \(error)"
    case .missing(let tag): "the data set lacks \(tag), which a file must state (PS3.10 §7.1)"
    case .encoding(let error): "\(error)"
    }
  }
}
