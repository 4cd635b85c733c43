import DICOM
import Foundation
import NIOCore
import PixelCoding
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("Kinds of objects")
struct ObjectKindTests {
  static let fixtures: [String: Fixture] = {
    var fixtures: [String: Fixture] = ["alice": .patient(PatientFixture(nameStyle: .latin1))]
    for kind in ObjectKind.allCases {
      fixtures[kind.rawValue] = .study(StudyFixture(patient: "alice", kind: kind, matrix: 16))
    }
    return fixtures
  }()

  private static func study(_ kind: ObjectKind) throws -> SyntheticStudy {
    try #require(FixtureSet(fixtures, seed: "seed", now: "2026-11-24").studies[kind.rawValue])
  }

  @Test("Each kind is valid by dciodvfy, and no keyword of it is unknown", arguments: ObjectKind.allCases)
  func valid(kind: ObjectKind) throws {
    let study = try Self.study(kind)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kind-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let image = SyntheticImage(study: study)
    for series in study.series {
      #expect(image.native(series: series, index: 0).unknown == [])
      let dataSet = image.dataSet(series: series, index: 0)
      let file = try DICOMFile(
        dataSet, transferSyntax: image.syntax(of: dataSet), implementationClassUID: "2.25.1"
      ).encoded()
      let path = folder.appendingPathComponent("object.dcm")
      try Data(file.readableBytesView).write(to: path)
      let output = try ExternalValidator.dciodvfy(path)
      let errors = output.split(separator: "\n").filter { $0.hasPrefix("Error") }
      #expect(errors == [], "\(series.kind): \(errors.joined(separator: "\n"))")
    }
  }

  @Test(
    "Each kind names its SOP class, its patient and itself; no two instances are alike", arguments: ObjectKind.allCases)
  func identity(kind: ObjectKind) throws {
    let study = try Self.study(kind)
    #expect(UIDRegistry.entry(UID(kind.definition.sopClass)) != nil)
    #expect(study.sopClasses.last == kind.definition.sopClass)
    var uids: Set<String> = []
    for series in study.series {
      for index in series.instances.indices {
        let dataSet = SyntheticImage(study: study).dataSet(series: series, index: index)
        #expect(dataSet.uid(.sopClassUID)?.value == series.kind.definition.sopClass)
        let uid = try #require(dataSet.uid(.sopInstanceUID)?.value)
        #expect(uids.insert(uid).inserted)
        if kind == .hangingProtocol {
          #expect(dataSet[.patientID] == nil && dataSet[.studyInstanceUID] == nil)
        } else {
          #expect(dataSet.string(.patientID)?.hasPrefix("999") == true)
          #expect(dataSet.uid(.studyInstanceUID)?.value == study.uid)
        }
        let syntax = SyntheticImage(study: study).syntax(of: dataSet)
        let read = try DataSetDecoder(syntax).decode(try dataSet.encoded(as: syntax)).dataSet
        #expect(DataSetComparison(sent: dataSet, sentAs: syntax, received: read, receivedAs: syntax).isUnchanged)
      }
    }
  }

  @Test("What speaks of images speaks of those that come with it")
  func references() throws {
    for kind in ObjectKind.allCases where kind.definition.references != nil {
      let study = try Self.study(kind)
      #expect(study.series.count == 2 && study.series[0].kind == kind.definition.references)
      let image = SyntheticImage(study: study)
      let bytes = try image.dataSet(series: study.series[1], index: 0).encoded(as: .explicitVRLittleEndian)
      let text = String(decoding: bytes.readableBytesView, as: UTF8.self)
      #expect(text.contains(study.series[0].instances[0]), "\(kind)")
      #expect(text.firstMatch(of: /\{[a-z][a-z:-]+\}/) == nil, "a name in braces is left in \(kind)")
    }
  }
}

/// Programs that judge DICOM objects.
enum ExternalValidator {
  /// What dciodvfy says of a file.
  static func dciodvfy(_ file: URL) throws -> String {
    let process = Process()
    process.executableURL = try PeerProcess.find("dciodvfy")
    process.arguments = ["-new", file.path]
    let output = Pipe()
    process.standardError = output
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
