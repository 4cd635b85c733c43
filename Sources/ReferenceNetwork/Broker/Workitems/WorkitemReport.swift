import DICOM

/// What is reported of a workitem to one who watches it (PS3.4 Table CC.2.4-1).
struct WorkitemReport: Sendable {
  /// SOP classes of workitems (PS3.4 §CC.3).
  enum Service: String, CaseIterable {
    case push = "1.2.840.10008.5.1.4.34.6.1"
    case watch = "1.2.840.10008.5.1.4.34.6.2"
    case pull = "1.2.840.10008.5.1.4.34.6.3"
    case event = "1.2.840.10008.5.1.4.34.6.4"
    case query = "1.2.840.10008.5.1.4.34.6.5"
  }

  /// Who is told.
  var receiver: String
  /// The workitem.
  var workitem: String
  /// Event Type ID: 1 of state, 2 of a wish to cancel, 3 of progress.
  var type: UInt16
  /// Event Information.
  var information: DataSet

  /// The report as a message over the web has it (PS3.18 §11.13).
  var message: [UInt8] {
    var dataSet = information
    try? dataSet.set(Tag(0x0000, 0x0002), strings: [Service.push.rawValue], vr: .UI)
    try? dataSet.set(Tag(0x0000, 0x1000), strings: [workitem], vr: .UI)
    try? dataSet.set(Tag(0x0000, 0x1002), Int(type), vr: .US)
    return DICOMJSON.write(dataSet, characterSet: .utf8)
  }
}
