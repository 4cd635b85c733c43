import HL7
import Inventory

extension Network {
  /// Whether a text that a run would record and send holds a number that may be a real patient's, and that the network file
  /// does not name as a test patient's.
  public func namesRealPatient(in text: String) -> Bool {
    let permitted = Set(testPatients.map { $0.identifier.filter(\.isNumber) })
    return !NHSNumberSearch.numbers(in: Array(text.utf8)).allSatisfy(permitted.contains)
  }
}
