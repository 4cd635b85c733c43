import DICOM
import HTTPExchange

extension MediaType {
  /// A DICOM file (PS3.18 §8.7.3).
  public static let dicom = MediaType("application", "dicom")
  /// Data sets as JSON (PS3.18 Annex F).
  public static let dicomJSON = MediaType("application", "dicom+json")

  /// The transfer syntax that the type states (PS3.18 §8.7.3.5.2); nil where it states none, or `*`.
  public var transferSyntax: TransferSyntax? {
    self["transfer-syntax"].flatMap { $0 == "*" ? nil : TransferSyntax(UID($0)) }
  }
}
