import Foundation

/// A FHIR R4 server on Python's own HTTP server, good or with one defect, judged by the package `fhir.resources`. It makes
/// ImagingStudy of what it is sent over DICOM, and ServiceRequest and DiagnosticReport of HL7 v2 messages.
public enum FHIRServer {
  /// The AE title of its archive.
  public static let aeTitle = "RECORDS"

  /// What it does wrong; see the table in `Python/fhir/server.py`.
  public enum Defect: String, CaseIterable, Sendable {
    case none
    case claimsHistoryWithoutIt = "claims-history-without-it"
    case claimsParameterWithoutIt = "claims-parameter-without-it"
    case ignoresStrict = "ignores-strict"
    case ignoresIfMatch = "ignores-if-match"
    case ignoresIfNoneExist = "ignores-if-none-exist"
    case wrongTotal = "wrong-total"
    case dropsSecondPage = "drops-second-page"
    case endlessPaging = "endless-paging"
    case returnsOtherPatients = "returns-other-patients"
    case mergesTwins = "merges-twins"
    case losesIdentifierType = "loses-identifier-type"
    case textReportDiffers = "text-report-differs"
    case dropsClinicianNumber = "drops-clinician-number"
    case freeTextOrganisations = "free-text-organisations"
    case dropsCode = "drops-code"
    case keepsStatus = "keeps-status"
    case countsDiffer = "counts-differ"
    case deadEndpoint = "dead-endpoint"
    case ignoresModality = "ignores-modality"
    case ignoresBodySite = "ignores-body-site"
    case htmlError = "html-error"
    case successWithOutcome = "200-with-outcome"
    case noOutcome = "no-outcome"
    case wrongContentType = "wrong-content-type"
    case ignoresAccept = "ignores-accept"
    case noETag = "no-etag"
    case keepsDeleted = "keeps-deleted"
    case partialTransaction = "partial-transaction"
    case forgetsElements = "forgets-elements"
    case pixEmptySuccess = "pix-empty-success"
    case pixEchoesSource = "pix-echoes-source"
    case matchGuesses = "match-guesses"
    case matchWithoutGrade = "match-without-grade"
    case matchInAnyOrder = "match-in-any-order"
    case hardCodedValues = "hard-coded-values"
    case brokenDocument = "broken-document"
    case acceptsAnything = "accepts-anything"
    case noAudit = "no-audit"
    case ignoresDocumentParameters = "ignores-document-parameters"
    case losesSubmissionSets = "loses-submission-sets"
    case losesFHIRDocuments = "loses-fhir-documents"
    case ignoresListKind = "ignores-list-kind"
    case oldRelease = "old-release"
    case slow
    case silentEvents = "silent-events"
  }

  /// A server that runs. It ends when nobody holds the process.
  public struct Running: Sendable {
    /// The process; its port is the one of HTTP.
    public let process: PeerProcess
    /// Port of its archive.
    public let dicomPort: Int
    /// Port of its receiver of messages.
    public let messagePort: Int

    /// Base address of the FHIR service.
    public var url: String { "http://127.0.0.1:\(process.port)/fhir" }
    /// Base address of the DICOMweb service, which retrieves studies.
    public var dicomwebURL: String { "http://127.0.0.1:\(process.port)/dicom-web" }
  }

  /// Starts it.
  public static func start(_ defect: Defect = .none) async throws -> Running {
    let (dicomPort, messagePort) = (try PeerProcess.freePort(), try PeerProcess.freePort())
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/fhir/server.py").path
    let process = try await PeerProcess(try PeerPython.interpreter().path, within: 60) { _, port in
      [script, "\(port)", defect.rawValue, "\(dicomPort)", "\(messagePort)"]
    }
    return Running(process: process, dicomPort: dicomPort, messagePort: messagePort)
  }
}
