import DICOM

/// One patient, study, series or instance as a query sees it: its attributes, those of the levels above, and what is
/// counted.
struct QueryRecord: Sendable {
  /// The attributes.
  var attributes: DataSet
  /// Its instances.
  var objects: [HeldObject]

  /// The records of a level.
  static func records(
    of level: QueryLevel, among studies: [ArchiveHoldings.Study], settings: ImageArchive.Settings
  ) -> [QueryRecord] {
    switch level {
    case .patient: patients(studies)
    case .study: studies.map { QueryRecord(study: $0, settings) }
    case .series:
      studies.flatMap { study in
        let whole = QueryRecord(study: study, settings)
        return study.series.map { QueryRecord(series: $0, of: whole, settings) }
      }
    case .image:
      studies.flatMap { study in
        let whole = QueryRecord(study: study, settings)
        return study.series.flatMap { series in
          let part = QueryRecord(series: series, of: whole, settings)
          return series.objects.map { QueryRecord(object: $0, of: part, settings) }
        }
      }
    }
  }

  private init(_ attributes: DataSet, _ objects: [HeldObject]) {
    self.attributes = attributes
    self.objects = objects
  }

  /// Patients are told apart by Patient ID and its issuer.
  private static func patients(_ studies: [ArchiveHoldings.Study]) -> [QueryRecord] {
    var order: [[String]] = []
    var groups: [[String]: [ArchiveHoldings.Study]] = [:]
    for study in studies {
      let attributes = study.objects.first?.instance.attributes ?? DataSet()
      let key = [attributes.string(.patientID) ?? "", attributes.string(Tag(0x0010, 0x0021)) ?? ""]
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(study)
    }
    return order.map { key in
      let studies = groups[key] ?? []
      let objects = studies.flatMap(\.objects)
      var record = QueryRecord(objects.first.map { attributes($0, upTo: .patient) } ?? DataSet(), objects)
      record.count(.numberOfPatientRelatedStudies, studies.count)
      record.count(.numberOfPatientRelatedSeries, studies.reduce(0) { $0 + $1.series.count })
      record.count(.numberOfPatientRelatedInstances, objects.count)
      return record
    }
  }

  private init(study: ArchiveHoldings.Study, _ settings: ImageArchive.Settings) {
    let objects = study.objects
    self.init(objects.first.map { Self.attributes($0, upTo: .study) } ?? DataSet(), objects)
    if !settings.has(.findOmitsStudyCounts) {
      count(.numberOfStudyRelatedSeries, study.series.count)
      count(
        .numberOfStudyRelatedInstances, settings.has(.findMiscountsInstances) ? study.series.count : objects.count)
    }
    var modalities: [String] = []
    for object in objects {
      let modality = object.instance.attributes.string(.modality) ?? ""
      if !modality.isEmpty, !modalities.contains(modality) { modalities.append(modality) }
    }
    if !settings.has(.findOmitsModalities) { try? attributes.set(.modalitiesInStudy, strings: modalities) }
    try? attributes.set(.sopClassesInStudy, uids: Set(objects.map(\.instance.sopClass)).sorted().map { UID($0) })
  }

  private init(series: ArchiveHoldings.Series, of study: QueryRecord, _ settings: ImageArchive.Settings) {
    self.init(series.objects.first.map { Self.attributes($0, upTo: .series) } ?? DataSet(), series.objects)
    takeCounts(of: study)
    if !settings.has(.findOmitsSeriesCounts) { count(.numberOfSeriesRelatedInstances, series.objects.count) }
  }

  private init(object: HeldObject, of series: QueryRecord, _ settings: ImageArchive.Settings) {
    self.init(Self.attributes(object, upTo: .image), [object])
    takeCounts(of: series)
    if settings.has(.findOmitsSOPClass) { attributes[.sopClassUID] = nil }
  }

  private static func attributes(_ object: HeldObject, upTo level: QueryLevel) -> DataSet {
    DataSet(
      object.instance.attributes.elements.filter {
        $0.tag == .specificCharacterSet || (!$0.tag.isPrivate && QueryLevel(of: $0.tag) <= level)
      })
  }

  /// Takes what was counted for the level above. All else comes of one instance, so that it is of one character set.
  private mutating func takeCounts(of outer: QueryRecord) {
    for tag in Self.counted { if let element = outer.attributes[tag] { attributes[tag] = element } }
  }

  private static let counted: [Tag] = [
    .modalitiesInStudy, .sopClassesInStudy, .numberOfStudyRelatedSeries, .numberOfStudyRelatedInstances,
    .numberOfSeriesRelatedInstances,
  ]

  private mutating func count(_ tag: Tag, _ number: Int) { try? attributes.set(tag, number) }
}
