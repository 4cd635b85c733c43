import DICOM
import FHIR
import Foundation
import HL7

/// A typed value: what an observation holds, what a literal in an assertion means, what an input is set to.
///
/// There is no null: a field that is not there is absent from its record.
public indirect enum Value: Hashable, Sendable {
  case boolean(Bool)
  /// Exact decimal number.
  case number(Decimal)
  case string(String)
  /// Length of time in nanoseconds.
  case duration(nanoseconds: Int64)
  /// Amount of data in bytes.
  case size(bytes: Int64)
  /// A DICOM or ISO object identifier in dotted form.
  case uid(String)
  /// A data element tag.
  case tag(Tag)
  /// A calendar date, `YYYY-MM-DD`.
  case date(String)
  case list([Value])
  case record([String: Value])
  /// A DICOM data set, walked with keywords and tags.
  case dataSet(DataSet)
  /// A message of HL7 v2, walked with addresses.
  case message(HL7.Message)
  /// A resource of FHIR, walked with element paths.
  case resource(FHIR.Resource)
}
