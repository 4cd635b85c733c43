import DICOM

/// A notice that instances of a study can be had (PS3.4 Annex R, PS3.3 §C.4.23).
struct AvailabilityNotice {
  /// What a notice says of one instance.
  struct Entry: Hashable {
    var series: String
    var sopClass: String
    var sopInstance: String
    var availability: String
    var retrieveAETitle: String
  }

  /// How instances can be had (PS3.3 §C.4.23.1.1).
  enum Availability: String, CaseIterable {
    case online = "ONLINE"
    case nearline = "NEARLINE"
    case offline = "OFFLINE"
    case unavailable = "UNAVAILABLE"

    /// The words.
    static let words = allCases.map(\.rawValue)
  }

  /// Study Instance UID.
  var study: String
  /// The instances.
  var entries: [Entry]

  private static let availability = Tag(0x0008, 0x0056)
  private static let retrieveAETitle = Tag(0x0008, 0x0054)
  private static let referencedClass = Tag(0x0008, 0x1150)
  private static let referencedInstance = Tag(0x0008, 0x1155)
  private static let seriesSequence = Tag(0x0008, 0x1115)
  private static let instanceSequence = Tag(0x0008, 0x1199)
  private static let seriesInstanceUID = Tag(0x0020, 0x000E)

  /// Instances of one notice that are read.
  private static let limit = 100_000

  /// A notice of a whole study.
  init(_ study: SyntheticStudy, _ availability: Availability, from aeTitle: String) {
    self.study = study.uid
    entries = study.series.flatMap { series in
      series.instances.map {
        Entry(
          series: series.uid, sopClass: series.kind.definition.sopClass, sopInstance: $0,
          availability: availability.rawValue, retrieveAETitle: aeTitle)
      }
    }
  }

  /// Reads a notice; what is missing in it is empty.
  init(_ dataSet: DataSet) {
    study = dataSet.uid(.studyInstanceUID)?.value ?? ""
    var entries: [Entry] = []
    for series in dataSet.items(Self.seriesSequence) ?? [] {
      for item in series.items(Self.instanceSequence) ?? [] where entries.count < Self.limit {
        entries.append(
          Entry(
            series: series.uid(Self.seriesInstanceUID)?.value ?? "",
            sopClass: item.uid(Self.referencedClass)?.value ?? "",
            sopInstance: item.uid(Self.referencedInstance)?.value ?? "",
            availability: item.string(Self.availability) ?? "",
            retrieveAETitle: item.string(Self.retrieveAETitle) ?? ""))
      }
    }
    self.entries = entries
  }

  /// The attributes of its N-CREATE (PS3.4 Table R.3.2-1); others are forbidden.
  var dataSet: DataSet {
    var order: [String] = []
    for entry in entries where !order.contains(entry.series) { order.append(entry.series) }
    var builder = DataSetBuilder()
    builder.put("ReferencedPerformedProcedureStepSequence", items: [])
    builder.put("StudyInstanceUID", study)
    builder.put(
      "ReferencedSeriesSequence",
      items: order.map { series in
        var item = DataSetBuilder()
        item.put("SeriesInstanceUID", series)
        item.put("ReferencedSOPSequence", items: entries.filter { $0.series == series }.map(Self.reference))
        return item.dataSet
      })
    return builder.dataSet
  }

  private static func reference(_ entry: Entry) -> DataSet {
    var item = DataSetBuilder()
    item.put("ReferencedSOPClassUID", entry.sopClass)
    item.put("ReferencedSOPInstanceUID", entry.sopInstance)
    item.put("InstanceAvailability", entry.availability)
    item.put("RetrieveAETitle", entry.retrieveAETitle)
    return item.dataSet
  }
}
