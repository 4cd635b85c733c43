import DICOM
import Foundation
import Specification
import Testing

@testable import Probes

private let fixtures: [String: Fixture] = [
  "alice": .patient(PatientFixture()),
  "twin": .patient(PatientFixture(twinOf: "alice")),
  "ct": .study(StudyFixture(patient: "alice", kind: .ct, series: 2, instancesPerSeries: 3, matrix: 16)),
  "mr": .study(StudyFixture(patient: "twin", kind: .mr, matrix: 16)),
  "cr": .study(StudyFixture(patient: "alice", kind: .cr, matrix: 16, daysAgo: 400)),
]

@Suite("Fixtures")
struct FixtureTests {
  @Test("The same seed gives the same fixtures, another seed others")
  func determinism() {
    let one = FixtureSet(fixtures, seed: "a", now: "2026-11-24")
    #expect(one == FixtureSet(fixtures, seed: "a", now: "2026-11-24"))
    #expect(one.studies["ct"]?.uid != FixtureSet(fixtures, seed: "b", now: "2026-11-24").studies["ct"]?.uid)
  }

  @Test("A fixture of a given seed is the same in every version of the tool")
  func pinned() throws {
    // Evidence of old runs is judged by fixtures derived from the seed: a change here is a change of the record.
    let set = FixtureSet(fixtures, seed: "pinned", now: "2026-11-24")
    let patient = try #require(set.patients["alice"])
    #expect(patient.nhsNumber.hasPrefix("999"))
    #expect(set.studies["ct"]?.date == "20261123")
    #expect(set.studies["cr"]?.date == "20251020")
  }

  @Test("Dates and sex also come as FHIR writes them")
  func asFHIRWrites() throws {
    let set = FixtureSet(
      ["he": .patient(PatientFixture(sex: "M")), "cr": .study(StudyFixture(patient: "he", kind: .cr, daysAgo: 400))],
      seed: "pinned", now: "2026-11-24")
    guard case .record(let patient)? = set.variables["he"], case .record(let study)? = set.variables["cr"] else {
      Issue.record("fixtures export records")
      return
    }
    #expect(study["day"] == .string("2025-10-20"))
    #expect(patient["gender"] == .string("male"))
    guard case .string(let plain)? = patient["birth-date"], case .string(let day)? = patient["birth-day"] else {
      Issue.record("dates are text")
      return
    }
    #expect(day.count == 10 && day.filter { $0 != "-" } == plain)
  }

  // Check digits computed by hand from the NHS Data Dictionary's rule; 943 476 5919 is its published example.
  @Test(
    "The check digit is the modulus 11 one",
    arguments: [("943476591", 9), ("987654321", 0), ("401023213", 7), ("999000000", nil as Int?)])
  func checkDigit(digits: String, expected: Int?) {
    let numbers = digits.compactMap(\.wholeNumberValue)
    if digits == "999000000" {
      // 9×10 + 9×9 + 9×8 = 243; 243 mod 11 = 1; 11 − 1 = 10: no check digit exists.
      #expect(NHSNumber.checkDigit(of: numbers) == nil)
    } else {
      #expect(NHSNumber.checkDigit(of: numbers) == expected)
    }
  }

  @Test("Every NHS number comes from the 999 range and has ten digits", arguments: 0..<200)
  func range(number: Int) {
    var generator = SeededGenerator(seed: "\(number)", name: "x")
    let drawn = NHSNumber.draw(from: &generator)
    #expect(drawn.count == 10 && drawn.hasPrefix("999") && drawn.allSatisfy { $0.isNumber })
    #expect(NHSNumber.checkDigit(of: drawn.dropLast().compactMap(\.wholeNumberValue)) == drawn.last?.wholeNumberValue)
  }

  @Test("A patient who is not known yet has a local identifier alone, also in the images")
  func temporary() throws {
    let unknown: [String: Fixture] = [
      "unknown": .patient(PatientFixture(issuer: "RYY", isTemporary: true)),
      "ct": .study(StudyFixture(patient: "unknown", kind: .ct, matrix: 16)),
    ]
    let set = FixtureSet(unknown, seed: "seed", now: "2026-11-24")
    let patient = try #require(set.patients["unknown"])
    #expect(patient.nhsNumber.isEmpty && patient.issuer == "RYY")
    let study = try #require(set.studies["ct"])
    let image = try #require(study.dataSet(of: study.series[0].instances[0]))
    #expect(image.strings(Tag(0x0010, 0x0020)) == [patient.localID])
    #expect(image.strings(Tag(0x0010, 0x0021)) == ["RYY"])
    #expect(image[Tag(0x0010, 0x1002)] == nil)
  }

  @Test("A study may have the accession number of another, and nothing else of it")
  func sharedAccessionNumber() throws {
    var more = fixtures
    more["other"] = .study(StudyFixture(patient: "twin", kind: .ct, matrix: 16, accessionNumberOf: "ct"))
    let set = FixtureSet(more, seed: "seed", now: "2026-11-24")
    let (one, other) = (try #require(set.studies["ct"]), try #require(set.studies["other"]))
    #expect(one.accessionNumber == other.accessionNumber)
    #expect(one.uid != other.uid && one.studyID != other.studyID)
    #expect(set.studies["mr"]?.accessionNumber != one.accessionNumber)
  }

  @Test("A twin shares family name and birth date, and no identifier")
  func twin() throws {
    let set = FixtureSet(fixtures, seed: "seed", now: "2026-11-24")
    let one = try #require(set.patients["alice"])
    let other = try #require(set.patients["twin"])
    #expect(one.nameComponents[0] == other.nameComponents[0])
    #expect(one.birthDate == other.birthDate)
    #expect(one.nhsNumber != other.nhsNumber && one.localID != other.localID)
  }

  @Test("Names of a style have what the style promises", arguments: PatientFixture.NameStyle.allCases, ["F", "M"])
  func names(style: PatientFixture.NameStyle, sex: String) {
    for number in 0..<20 {
      let patient = SyntheticPatient(PatientFixture(nameStyle: style, sex: sex), name: "p\(number)", seed: "s")
      let scalars = patient.name.unicodeScalars
      switch style {
      case .plain: #expect(scalars.allSatisfy { $0.isASCII })
      case .hyphenated: #expect(patient.name.contains("-"))
      case .apostrophe: #expect(patient.name.contains("'"))
      case .latin1: #expect(scalars.contains { !$0.isASCII } && scalars.allSatisfy { $0.value < 0x100 })
      case .unicode: #expect(scalars.contains { $0.value > 0xFF })
      case .full: #expect(patient.name.split(separator: "^").count == 5)
      case .long: #expect(patient.name.count == 64)
      }
    }
  }

  @Test("UIDs are valid and lie below 2.25")
  func uids() {
    let set = FixtureSet(fixtures, seed: "seed", now: "2026-11-24")
    for study in set.studies.values {
      for uid in [study.uid] + study.series.map(\.uid) + study.series.flatMap(\.instances) {
        #expect(UID(uid).isValid && uid.hasPrefix("2.25."))
      }
    }
    let all = set.studies.values.flatMap { $0.series.flatMap(\.instances) }
    #expect(Set(all).count == all.count)
  }

  @Test("Values exported for double braces have the types that the checker promises")
  func exported() throws {
    let set = FixtureSet(fixtures, seed: "seed", now: "2026-11-24")
    for (name, fixture) in fixtures {
      guard case .record(let fields) = FixtureSchema.type(of: fixture), case .record(let values) = set.variables[name]
      else {
        Issue.record("\(name) is no record")
        continue
      }
      #expect(Set(fields.map(\.name)) == Set(values.keys))
    }
  }

  @Test(
    "Images are complete: no keyword is unknown, and both transfer syntaxes take them", arguments: ["ct", "mr", "cr"])
  func images(name: String) throws {
    let study = try #require(FixtureSet(fixtures, seed: "seed", now: "2026-11-24").studies[name])
    let series = try #require(study.series.first)
    let dataSet = SyntheticImage(study: study).dataSet(series: series, index: 0)
    for keyword in [
      "SOPClassUID", "SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID", "PatientID", "IssuerOfPatientID",
      "OtherPatientIDsSequence", "AccessionNumber", "IssuerOfAccessionNumberSequence", "PixelData", "Rows",
    ] {
      let tag = try #require(Tag(keyword: keyword))
      #expect(dataSet[tag] != nil, "\(keyword) is missing")
    }
    #expect(dataSet[Tag(0x0009, 0x1001)] != nil, "a private element is missing")
    for syntax in [TransferSyntax.explicitVRLittleEndian, .implicitVRLittleEndian] {
      let bytes = try DataSetEncoder(syntax).encode(dataSet)
      let read = try DataSetDecoder(syntax).decode(bytes)
      // Implicit VR does not tell the VR of private elements.
      let comparison = DataSetComparison(sent: dataSet, received: read.dataSet)
      #expect(comparison.isUnchanged && comparison.added.isEmpty, "\(comparison)")
      #expect((read.dataSet == dataSet) == syntax.isExplicit)
      #expect(read.notes.isEmpty)
    }
  }

  @Test("Two images differ in their pixels")
  func pixels() throws {
    let study = try #require(FixtureSet(fixtures, seed: "seed", now: "2026-11-24").studies["ct"])
    let image = SyntheticImage(study: study)
    let tag = try #require(Tag(keyword: "PixelData"))
    let first = image.dataSet(series: study.series[0], index: 0)[tag]
    #expect(first != image.dataSet(series: study.series[0], index: 1)[tag])
    #expect(first != image.dataSet(series: study.series[1], index: 0)[tag])
  }

  @Test("Days before a date are those of the calendar", arguments: [0, 1, 31, 59, 365, 366, 1461, 20_000])
  func days(back: Int) throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    let start = try #require(calendar.date(from: DateComponents(year: 2028, month: 3, day: 1)))
    let day = try #require(calendar.date(byAdding: .day, value: -back, to: start))
    let parts = calendar.dateComponents([.year, .month, .day], from: day)
    let expected = (parts.year ?? 0) * 10_000 + (parts.month ?? 0) * 100 + (parts.day ?? 0)
    #expect(CalendarDay("2028-03-01")?.earlier(by: back).dicom == String(expected))
  }

  @Test("What is no date is refused", arguments: ["", "2026", "2026-13-01", "2026-00-01", "x-y-z", "2026-1-1-1"])
  func noDate(text: String) { #expect(CalendarDay(text) == nil) }
}
