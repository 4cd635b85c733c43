import DICOM
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
  /// What kind of objects it is made for; a series of images may stand before them.
  public var kind: ObjectKind
  /// The transfer syntax that the objects were made in; nil where any uncompressed one does.
  public var transferSyntax: TransferSyntax?
  /// Specific Character Set; nil for the default repertoire.
  public var characterSet: String?
  /// Rows and columns of the images.
  public var matrix: Int
  /// Whether its objects carry canaries.
  public var hasCanaries: Bool
  /// Its series.
  public var series: [Series]

  /// One series.
  public struct Series: Hashable, Sendable {
    /// Series Instance UID.
    public var uid: String
    /// Series number, from 1.
    public var number: Int
    /// What kind of objects it holds.
    public var kind: ObjectKind
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
  init(_ fixture: StudyFixture, name: String, patient: SyntheticPatient, seed: String, day: CalendarDay) {
    var generator = SeededGenerator(seed: seed, name: "study \(name)")
    self.name = name
    self.patient = patient
    kind = fixture.kind
    transferSyntax =
      fixture.transferSyntax.map { TransferSyntax(UID($0)) }
      ?? (fixture.kind == .videoEndoscopy ? VideoVector.transferSyntax : nil)
    // The day is part of the identity: an archive that keeps the first copy would otherwise answer with its old date.
    let seed = "\(seed)/\(day.dicom)"
    uid = SyntheticUID.make(seed: seed, name: name)
    accessionNumber = patient.issuer + String(100_000_000_000 + generator.below(900_000_000_000))
    studyID = "S" + String(1000 + generator.below(9000))
    date = day.earlier(by: fixture.daysAgo).dicom
    let hour = 8 + generator.below(10)
    let minute = generator.below(60)
    time = String(1_000_000 + hour * 10_000 + minute * 100 + generator.below(60)).suffix(6).description
    description = fixture.description ?? kind.definition.title
    characterSet = fixture.characterSet ?? Self.characterSet(for: patient.name + description)
    matrix = fixture.matrix
    hasCanaries = fixture.hasCanaries
    // Images that the objects speak of come first.
    let images = kind.definition.references.map { [($0, 1)] } ?? []
    let objects = (0..<max(fixture.series, 1)).map { _ in (fixture.kind, max(fixture.instancesPerSeries, 1)) }
    series = zip(1..., images + objects).map { number, part in
      Series(
        uid: SyntheticUID.make(seed: seed, name: "\(name)/\(number)"), number: number, kind: part.0,
        frameOfReferenceUID: SyntheticUID.make(seed: seed, name: "\(name)/\(number)/frame of reference"),
        instances: (1...part.1).map { SyntheticUID.make(seed: seed, name: "\(name)/\(number)/\($0)") })
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
    copy.accessionNumber = patient.issuer + String(100_000_000_000 + generator.below(900_000_000_000))
    copy.series = series.map { series in
      Series(
        uid: renewed(series.uid), number: series.number, kind: series.kind,
        frameOfReferenceUID: renewed(series.frameOfReferenceUID),
        instances: series.instances.map(renewed))
    }
    return copy
  }

  /// SOP classes of the objects in the order of the series, each once.
  public var sopClasses: [String] {
    series.reduce(into: []) { classes, series in
      if !classes.contains(series.kind.definition.sopClass) { classes.append(series.kind.definition.sopClass) }
    }
  }

  /// Transfer syntaxes to propose where a step names none: the one that the fixture is made in, else the uncompressed ones.
  public var proposedSyntaxes: [String] {
    (transferSyntax.map { [$0] } ?? [.explicitVRLittleEndian, .implicitVRLittleEndian]).map(\.uid.value)
  }

  /// The series and place of an instance.
  public func place(of sopInstance: String) -> (series: Series, index: Int)? {
    for series in series {
      if let index = series.instances.firstIndex(of: sopInstance) { return (series, index) }
    }
    return nil
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
      "date": .string(date), "day": .string(CalendarDay.hyphenated(date)), "description": .string(description),
      "modality": .string(kind.definition.modality),
      "sop-class": .uid(kind.definition.sopClass), "sop-classes": .list(sopClasses.map { .uid($0) }),
      "series": .number(.init(series.count)),
      "instances": .number(.init(instanceCount)), "series-uids": .list(series.map { .uid($0.uid) }),
      "instance-uids": .list(series.flatMap(\.instances).map { .uid($0) }), "patient": patient.value,
    ])
  }
}
