import DICOM
import DICOMNetwork
import Foundation
import Specification

/// What an arrival shows: type `DICOMAwaitDescription.arrival`.
enum ArrivalFields {
  private static let referencedInstance = Tag(0x0008, 0x1155)

  /// Whether an arrival names a study, at the top or in the sequences in which notices name it, or one of its instances.
  static func names(_ study: SyntheticStudy, _ arrival: Arrival) -> Bool {
    guard let dataSet = arrival.dataSet() else { return false }
    if dataSet.uid(.studyInstanceUID)?.value == study.uid { return true }
    if items(of: dataSet, "ScheduledStepAttributesSequence").contains(where: {
      $0.uid(.studyInstanceUID)?.value == study.uid
    }) {
      return true
    }
    let references =
      items(of: dataSet, "ReferencedSOPSequence") + items(of: dataSet, "FailedSOPSequence")
      + items(of: dataSet, "PerformedSeriesSequence").flatMap { items(of: $0, "ReferencedImageSequence") }
    let instances = Set(study.series.flatMap(\.instances))
    return references.contains { item in
      item.uid(referencedInstance).map { instances.contains($0.value) } ?? false
    }
  }

  /// Whether an object is of none of these studies: de-identification makes a new one.
  static func isForeign(_ arrival: Arrival, to studies: Set<String>) -> Bool {
    guard let uid = arrival.dataSet()?.uid(.studyInstanceUID)?.value else { return true }
    return !studies.contains(uid)
  }

  private static func items(of dataSet: DataSet, _ keyword: String) -> [DataSet] {
    Tag(keyword: keyword).flatMap { dataSet.items($0) } ?? []
  }

  /// SOP Instance UIDs of objects that came, and of those that notices of availability tell of.
  static func instances(of arrivals: [Arrival]) -> Set<String> {
    var instances: Set<String> = []
    for arrival in arrivals {
      switch arrival.content {
      case .object(let object): instances.insert(object.sopInstanceUID)
      case .notice where arrival.sopClass == ListenerServices.instanceAvailability:
        if let dataSet = arrival.dataSet() {
          instances.formUnion(AvailabilityNotice(dataSet).entries.map(\.sopInstance))
        }
      case .notice: break
      }
    }
    return instances
  }

  /// What the arrivals say of a study together; nil where nothing came.
  static func summary(
    of arrivals: [Arrival], on study: SyntheticStudy, since start: ContinuousClock.Instant
  ) -> Value? {
    guard let last = arrivals.map(\.time).max() else { return nil }
    let expected = Set(study.series.flatMap(\.instances))
    let named = instances(of: arrivals)
    return .record([
      "study": .uid(study.uid), "arrived": .number(Decimal(arrivals.count)),
      "missing": .list(expected.subtracting(named).sorted().map { .uid($0) }),
      "foreign": .list(named.subtracting(expected).sorted().map { .uid($0) }),
      "last-arrival": .duration(nanoseconds: max(0, (last - start).nanoseconds)),
    ])
  }

  /// Fields of an arrival.
  ///
  /// - Parameters:
  ///   - number: its place among the arrivals of the step, from 0.
  ///   - start: when the step began.
  ///   - withDataSet: whether the data set is told; one that may be anybody's is not.
  static func value(
    of arrival: Arrival, number: Int, since start: ContinuousClock.Instant, withDataSet: Bool
  ) -> Value {
    var fields: [String: Value] = [
      "calling-ae": .string(arrival.callingAETitle), "listener": .string(arrival.listener),
      "remote-host": .string(arrival.remoteHost), "sop-class": .uid(arrival.sopClass),
      "transfer-syntax": .uid(arrival.transferSyntax), "answered": .string(arrival.status.code),
      "after": .duration(nanoseconds: max(0, (arrival.time - start).nanoseconds)),
    ]
    if let uid = arrival.sopInstance { fields["sop-instance"] = .uid(uid) }
    let dataSet = arrival.dataSet()
    switch arrival.content {
    case .object(let object):
      fields["request"] = .string(CommandField.cStoreRequest.name)
      let (dataSet, fault) = ReceivedObject.look(at: object)
      if let fault { fields["fault"] = .string(fault) }
      if let dataSet { fields["conformity"] = ObjectConformity.value(of: dataSet, as: object, number: number) }
    case .notice(let request, _):
      fields["request"] = .string(request.operation.requestField.name)
      if case .eventReport(let type) = request.operation {
        fields["event-type"] = .number(Decimal(type))
        if request.sopClassUID == WorkitemService.push.rawValue {
          fields.merge(workitemFields(type, dataSet), uniquingKeysWith: { _, new in new })
        }
      }
      if request.sopClassUID == ListenerServices.instanceAvailability, let dataSet {
        fields["instances"] = .list(AvailabilityNotice(dataSet).entries.map(value))
      }
    }
    if withDataSet, let dataSet { fields["data-set"] = .dataSet(dataSet.withoutBulk) }
    return .record(fields)
  }

  private static func workitemFields(_ type: UInt16, _ dataSet: DataSet?) -> [String: Value] {
    var fields: [String: Value] = [:]
    if let event = WorkitemEvent(type: type) { fields["event"] = .string(event.rawValue) }
    if let tag = Tag(keyword: "ProcedureStepState"), let state = dataSet?.string(tag) {
      fields["state"] = .string(state)
    }
    return fields
  }

  private static func value(_ entry: AvailabilityNotice.Entry) -> Value {
    .record([
      "series": .uid(entry.series), "sop-class": .uid(entry.sopClass), "sop-instance": .uid(entry.sopInstance),
      "availability": .string(entry.availability), "retrieve-ae": .string(entry.retrieveAETitle),
    ])
  }
}
