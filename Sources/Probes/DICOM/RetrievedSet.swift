import DICOM
import Foundation
import Specification

/// The objects that a retrieval brought, against those that were asked for.
struct RetrievedSet {
  /// The objects in the order in which they came.
  var objects: [any RetrievedObject]
  /// The fixture; nil where something else was asked for.
  var study: SyntheticStudy?
  /// SOP Instance UIDs that were asked for; nil where they are not known.
  var expected: [String]?

  /// Fields of the observation: type `DICOMRetrieveFields.received`.
  var fields: [String: Value] {
    var seen: Set<String> = []
    var repeated: Set<String> = []
    // What is no object at all has no identity.
    for uid in objects.map(\.sopInstanceUID) where !uid.isEmpty && !seen.insert(uid).inserted { repeated.insert(uid) }
    var fields: [String: Value] = [
      "received": .number(Decimal(objects.count)),
      "bytes": .size(bytes: objects.reduce(0) { $0 + Int64($1.length) }),
      "repeated": .list(repeated.sorted().map { .uid($0) }),
    ]
    var sent: [String: DataSet] = [:]
    if let expected {
      let asked = Set(expected)
      fields["missing"] = .list(expected.filter { !seen.contains($0) }.map { .uid($0) })
      fields["foreign"] = .list(seen.subtracting(asked).sorted().map { .uid($0) })
      if let study { sent = Self.dataSets(of: study, asked.intersection(seen)) }
    }
    fields["instances"] = .list(objects.map { Self.value(of: $0, sent: sent[$0.sopInstanceUID]) })
    return fields
  }

  /// The fixture's data sets by SOP Instance UID.
  private static func dataSets(of study: SyntheticStudy, _ wanted: Set<String>) -> [String: DataSet] {
    let image = SyntheticImage(study: study)
    var dataSets: [String: DataSet] = [:]
    for series in study.series {
      for (index, instance) in series.instances.enumerated() where wanted.contains(instance) {
        dataSets[instance] = image.dataSet(series: series, index: index)
      }
    }
    return dataSets
  }

  /// One object, against the data set that was sent; type `DICOMRetrieveFields.instance`.
  static func value(of object: any RetrievedObject, sent: DataSet?) -> Value {
    var fields: [String: Value] = ["bytes": .size(bytes: Int64(object.length))]
    let named = [
      ("sop-instance", object.sopInstanceUID), ("sop-class", object.sopClassUID),
      ("transfer-syntax", object.transferSyntax),
    ]
    for (name, uid) in named where !uid.isEmpty { fields[name] = .uid(uid) }
    fields.merge(object.furtherFields, uniquingKeysWith: { _, further in further })
    let (decoded, fault) = object.look()
    if let fault { fields["fault"] = .string(fault) }
    guard let received = decoded else { return .record(fields) }
    if let study = received.uid(.studyInstanceUID)?.value { fields["study"] = .uid(study) }
    if let series = received.uid(.seriesInstanceUID)?.value { fields["series"] = .uid(series) }
    guard let sent else { return .record(fields) }
    let comparison = DataSetComparison(sent: sent, received: received)
    fields["unchanged"] = .boolean(comparison.isUnchanged)
    fields["changed"] = .list(comparison.changed.map { .string($0) })
    fields["removed"] = .list(comparison.removed.map { .string($0) })
    fields["added"] = .list(comparison.added.map { .string($0) })
    fields["pixels"] = .string(comparison.pixels.rawValue)
    return .record(fields)
  }
}
