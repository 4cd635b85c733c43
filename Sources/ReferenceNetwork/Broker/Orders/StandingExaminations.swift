import DICOM
import HL7

/// Examinations that stand on the worklist from the start, of two patients who do not exist, and the reading of one of
/// them: lists that are never empty.
enum StandingExaminations {
  /// UID of the reading.
  static let readingUID = "2.25.310254821006148"

  /// The reading of the first.
  static var reading: DataSet {
    var item = AttributeList()
    item.put("SpecificCharacterSet", "ISO_IR 192")
    item.put("ProcedureStepState", "SCHEDULED")
    item.put("ScheduledProcedureStepPriority", "MEDIUM")
    item.put("ProcedureStepLabel", "Read CT head")
    item.put("InputReadinessState", "READY")
    item.put("ScheduledProcedureStepStartDateTime", "20260112100000")
    item.put("PatientName", "Standing^Ada")
    item.put("PatientID", "S0001")
    item.put("StudyInstanceUID", "2.25.310254821006145")
    return item.dataSet
  }

  /// Their orders.
  static var messages: [Message] {
    orders.compactMap { order in
      let lines = [
        "MSH|^~\\&|EPR||BROKER||20260105080000+0000||OMI^O23^OMI_O23|\(order.number)|P|2.5.1||||||8859/1",
        "PID|1||\(order.patient)", "PV1|1|O", "ORC|NW|\(order.number)^EPR",
        "TQ1|1||||||\(order.start)||R^Routine^HL70485", "OBR|1|\(order.number)^EPR||\(order.code)",
        "IPC|A\(order.number)|P\(order.number)|\(order.study)|S\(order.number)|\(order.modality)||||\(order.station)",
      ]
      return try? MessageParser().parse(Array((lines.joined(separator: "\r") + "\r").utf8))
    }
  }

  private struct Order {
    var number: String
    var patient: String
    var start: String
    var code: String
    var study: String
    var modality: String
    var station: String
  }

  // NHS numbers of the 999 range, which is never issued.
  private static let first = "S0001^^^BROKER^PI~9990000018^^^NHS^NH||Standing^Ada||19500101|F"
  private static let second = "S0002^^^BROKER^PI||Standing^Ben||19600202|M"

  private static let orders = [
    Order(
      number: "ST1", patient: first, start: "20260112090000+0000", code: "CTHEAD^CT head^L",
      study: "2.25.310254821006145", modality: "CT", station: "HYBRID1"),
    Order(
      number: "ST2", patient: second, start: "20260113100000+0000", code: "MRSPINE^MR spine^L",
      study: "2.25.310254821006146", modality: "MR", station: "MR1"),
    Order(
      number: "ST3", patient: first, start: "20260113113000+0000", code: "XAHEART^Angiography^L",
      study: "2.25.310254821006147", modality: "XA", station: "HYBRID1"),
  ]
}
