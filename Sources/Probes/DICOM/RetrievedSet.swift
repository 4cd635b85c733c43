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
  /// Whether the objects are only counted: comparing them takes time that a measurement must not hold.
  var onlyCounts = false

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
    var sent: [String: Sent] = [:]
    if let expected {
      let asked = Set(expected)
      fields["missing"] = .list(expected.filter { !seen.contains($0) }.map { .uid($0) })
      fields["foreign"] = .list(seen.subtracting(asked).sorted().map { .uid($0) })
      if let study, !onlyCounts { sent = Self.dataSets(of: study, asked.intersection(seen)) }
    }
    if onlyCounts { return fields }
    fields["instances"] = .list(
      objects.enumerated().map { Self.value(of: $1, number: $0, sent: sent[$1.sopInstanceUID]) })
    return fields
  }

  /// An instance of the fixture, and the transfer syntax that its pixel data are in.
  struct Sent {
    var dataSet: DataSet
    var syntax: TransferSyntax
  }

  /// The fixture's data sets by SOP Instance UID.
  private static func dataSets(of study: SyntheticStudy, _ wanted: Set<String>) -> [String: Sent] {
    let image = SyntheticImage(study: study)
    var dataSets: [String: Sent] = [:]
    for series in study.series {
      for (index, instance) in series.instances.enumerated() where wanted.contains(instance) {
        let dataSet = image.dataSet(series: series, index: index)
        dataSets[instance] = Sent(dataSet: dataSet, syntax: image.syntax(of: dataSet))
      }
    }
    return dataSets
  }

  /// One object, against what was sent; type `DICOMRetrieveFields.instance`. `number` counts those of the step from 0.
  static func value(of object: any RetrievedObject, number: Int, sent: Sent?) -> Value {
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
    fields["conformity"] = ObjectConformity.value(of: received, as: object, number: number)
    if let study = received.uid(.studyInstanceUID)?.value { fields["study"] = .uid(study) }
    if let series = received.uid(.seriesInstanceUID)?.value { fields["series"] = .uid(series) }
    guard let sent else { return .record(fields) }
    let comparison = DataSetComparison(
      sent: sent.dataSet, sentAs: sent.syntax, received: received,
      receivedAs: TransferSyntax(UID(object.transferSyntax)))
    fields["unchanged"] = .boolean(comparison.isUnchanged)
    fields["changed"] = .list(comparison.changed.map { .string($0) })
    fields["removed"] = .list(comparison.removed.map { .string($0) })
    fields["added"] = .list(comparison.added.map { .string($0) })
    let recorded = OriginalAttributes.keywords(of: received)
    fields["recorded"] = .list(recorded.map { .string($0) })
    fields["unrecorded"] = .list(comparison.unrecorded(keeping: recorded).map { .string($0) })
    fields["pixels"] = .string(comparison.pixels.word.rawValue)
    if let largest = comparison.pixels.largestDifference { fields["pixel-difference"] = .number(Decimal(largest)) }
    if let note = comparison.pixels.note { fields["pixel-note"] = .string(note) }
    if let loss = comparison.pixels.loss { fields["loss"] = .string(loss.rawValue) }
    return .record(fields)
  }
}
