import Specification

/// A study of a patient who does not exist: identity and shape; images are made when they are sent.
public struct SyntheticStudy: Hashable, Sendable {
  /// Name of the fixture.
  public var name: String
  /// The patient.
  public var patient: SyntheticPatient
  /// Study Instance UID.
  public var uid: String
  /// Accession number, at most 16 characters (VR SH).
  public var accessionNumber: String
  /// Study ID, at most 16 characters.
  public var studyID: String
  /// Study date, `YYYYMMDD`.
  public var date: String
  /// Study time, `HHMMSS`.
  public var time: String
  /// Study description.
  public var description: String
  /// What kind of images it holds.
  public var modality: SyntheticModality
  /// Specific Character Set; nil for the default repertoire.
  public var characterSet: String?
  /// Rows and columns of the images.
  public var matrix: Int
  /// Its series.
  public var series: [Series]

  /// One series.
  public struct Series: Hashable, Sendable {
    /// Series Instance UID.
    public var uid: String
    /// Series number, from 1.
    public var number: Int
    /// Frame of Reference UID.
    public var frameOfReferenceUID: String
    /// SOP Instance UIDs.
    public var instances: [String]
  }

  /// Number of instances.
  public var instanceCount: Int { series.reduce(0) { $0 + $1.instances.count } }

  /// Makes the study of a fixture.
  ///
  /// - Parameter day: The run's date; the study lies so many days before.
  init?(_ fixture: StudyFixture, name: String, patient: SyntheticPatient, seed: String, day: CalendarDay) {
    guard let modality = SyntheticModality(rawValue: fixture.modality) else { return nil }
    var generator = SeededGenerator(seed: seed, name: "study \(name)")
    self.name = name
    self.patient = patient
    self.modality = modality
    // The day is part of the identity: an archive that keeps the first copy would otherwise answer with its old date.
    let seed = "\(seed)/\(day.dicom)"
    uid = SyntheticUID.make(seed: seed, name: name)
    accessionNumber = patient.issuer + String(10_000_000 + generator.below(90_000_000))
    studyID = "S" + String(1000 + generator.below(9000))
    date = day.earlier(by: fixture.daysAgo).dicom
    let hour = 8 + generator.below(10)
    let minute = generator.below(60)
    time = String(1_000_000 + hour * 10_000 + minute * 100 + generator.below(60)).suffix(6).description
    description = fixture.description ?? modality.studyDescription
    characterSet = fixture.characterSet ?? Self.characterSet(for: patient.name + description)
    matrix = fixture.matrix
    series = (1...max(fixture.series, 1)).map { number in
      Series(
        uid: SyntheticUID.make(seed: seed, name: "\(name)/\(number)"), number: number,
        frameOfReferenceUID: SyntheticUID.make(seed: seed, name: "\(name)/\(number)/frame of reference"),
        instances: (1...max(fixture.instancesPerSeries, 1)).map {
          SyntheticUID.make(seed: seed, name: "\(name)/\(number)/\($0)")
        })
    }
  }

  /// The same study once more, as another one of the same patient: its UIDs and accession number are its own.
  ///
  /// - Parameter name: Tells the copies apart; the same name gives the same copy.
  func copy(_ name: String) -> SyntheticStudy {
    var copy = self
    func renewed(_ uid: String) -> String { SyntheticUID.make(seed: uid, name: name) }
    var generator = SeededGenerator(seed: uid, name: "copy \(name)")
    copy.uid = renewed(uid)
    copy.accessionNumber = patient.issuer + String(10_000_000 + generator.below(90_000_000))
    copy.series = series.map { series in
      Series(
        uid: renewed(series.uid), number: series.number, frameOfReferenceUID: renewed(series.frameOfReferenceUID),
        instances: series.instances.map(renewed))
    }
    return copy
  }

  /// The narrowest of the repertoires in use that holds the text.
  private static func characterSet(for text: String) -> String? {
    if text.unicodeScalars.allSatisfy(\.isASCII) { return nil }
    return text.unicodeScalars.allSatisfy { $0.value < 0x100 } ? "ISO_IR 100" : "ISO_IR 192"
  }

  /// Fields for `{{name.…}}`: type `FixtureSchema.study`.
  public var value: Value {
    .record([
      "uid": .uid(uid), "accession-number": .string(accessionNumber), "study-id": .string(studyID),
      "date": .string(date), "description": .string(description), "modality": .string(modality.rawValue),
      "sop-class": .uid(modality.sopClass), "series": .number(.init(series.count)),
      "instances": .number(.init(instanceCount)), "series-uids": .list(series.map { .uid($0.uid) }),
      "instance-uids": .list(series.flatMap(\.instances).map { .uid($0) }), "patient": patient.value,
    ])
  }
}

/// The kinds of images that fixtures can hold.
public enum SyntheticModality: String, CaseIterable, Hashable, Sendable {
  case CT
  case MR
  case CR

  /// Its SOP class (PS3.4 §B.5).
  var sopClass: String {
    switch self {
    case .CT: "1.2.840.10008.5.1.4.1.1.2"
    case .MR: "1.2.840.10008.5.1.4.1.1.4"
    case .CR: "1.2.840.10008.5.1.4.1.1.1"
    }
  }

  /// What a study of it is called where the fixture does not say.
  var studyDescription: String {
    switch self {
    case .CT: "CT Thorax"
    case .MR: "MRI Head"
    case .CR: "XR Chest"
    }
  }

  /// CID 4031 in the words of Body Part Examined.
  var bodyPart: String {
    switch self {
    case .CT, .CR: "CHEST"
    case .MR: "HEAD"
    }
  }
}
