import Foundation

/// An imaging document source and recipient by pydicom, pynetdicom and lxml, good or with a defect.
public enum ImagingSource {
  /// Its repository unique id.
  public static let repositoryUniqueID = "1.3.6.1.4.1.21367.2026.12.1"
  /// Its AE title.
  public static let aeTitle = "SOURCE"

  /// What it does wrong, as the script `Python/imaging_source.py` names it.
  public enum Defect: String, CaseIterable, Sendable {
    case publishesNothing = "publishes-nothing"
    case publishesTwice = "publishes-twice"
    case wrongMediaType = "wrong-media-type"
    case otherUniqueID = "other-unique-id"
    case wrongFormat = "wrong-format"
    case otherModality = "other-modality"
    case borrowedSeries = "borrowed-series"
    case otherTitle = "other-title"
    case forgetsInstance = "forgets-instance"
    case listsStranger = "lists-stranger"
    case misplaces
    case otherPatient = "other-patient"
    case invalid
    case noObject = "no-object"
    case noLocation = "no-location"
    case otherLocation = "other-location"
    case noURL = "no-url"
    case deadURL = "dead-url"
    case noReferences = "no-references"
    case keepsRejected = "keeps-rejected"
    case addsManifest = "adds-manifest"
    case undescribed
    case miscounts
    case misdescribes
    case noBundle = "no-bundle"
    case brokenBundle = "broken-bundle"
    case otherBundle = "other-bundle"
    case forgetsImage = "forgets-image"
    case otherImage = "other-image"
    case spoilsImage = "spoils-image"
    case foreignImage = "foreign-image"
    case misnames
    case inline
    case ignoresSyntax = "ignores-syntax"
    case anyRepository = "any-repository"
    case unknownIsSuccess = "unknown-is-success"
    case anySeries = "any-series"
    case anyStudy = "any-study"
    case anyHierarchy = "any-hierarchy"
    case anySyntax = "any-syntax"
    case webAnyHierarchy = "web-any-hierarchy"
    case webAlwaysSuccess = "web-always-success"
    case wholeStudy = "whole-study"
    case webRepeats = "web-repeats"
    case dropsObjects = "drops-objects"
    case takesNothing = "takes-nothing"
  }

  /// Starts it, with any number of defects; the port of the process is that of its web services: `/imaging` for SOAP, `/wado`, `/studies`.
  ///
  /// - Parameter repository: Address of the repository that it publishes to; it publishes nothing where nil.
  public static func start(
    _ defects: [Defect] = [], repository: String? = nil
  ) async throws -> (process: PeerProcess, dicomPort: Int) {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/imaging_source.py").path
    var dicomPort = 0
    let names = defects.isEmpty ? "none" : defects.map(\.rawValue).joined(separator: ",")
    let process = try await PeerProcess(try PeerPython.interpreter().path) { _, port in
      // Neither port is taken yet, so that the same one may be offered twice.
      repeat { dicomPort = try PeerProcess.freePort() } while dicomPort == port
      return [script, String(port), String(dicomPort), repository ?? "none", names]
    }
    return (process, dicomPort)
  }
}
