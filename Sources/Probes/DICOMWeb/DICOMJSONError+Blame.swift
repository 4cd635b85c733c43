import DICOM
import Evidence

extension DICOMJSONError {
  /// Whose failure it is: what this program does not take, because it is too much, is no fault of the service.
  var blame: StepFailure.Blame {
    switch reason {
    case .tooDeep, .tooMany, .tooLong, .longNumber: .harness
    case .syntax, .notUTF8, .shape, .notATag, .notAVR, .duplicate, .kind, .value, .notBase64, .bulkData: .system
    }
  }
}
