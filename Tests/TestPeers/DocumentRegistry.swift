/// A document registry and repository by Python's HTTP server and lxml, good or with a defect.
public enum DocumentRegistry {
  /// Its repository unique id.
  public static let repositoryUniqueID = "1.3.6.1.4.1.21367.2026.11.1"
  /// Assigning authority of the patients that it knows, as the last part of a CX.
  public static let assigningAuthority = "&2.16.840.1.113883.2.1.4.1&ISO"

  /// What it does wrong, as the script `Python/registry.py` names it.
  public enum Defect: String, CaseIterable, Sendable {
    case none
    case wrongHash = "wrong-hash"
    case wrongSize = "wrong-size"
    case otherDocument = "other-document"
    case truncates
    case keepsReplaced = "keeps-replaced"
    case ignoresStatus = "ignores-status"
    case ignoresClass = "ignores-class"
    case ignoresTime = "ignores-time"
    case ignoresEvent = "ignores-event"
    case otherPatients = "other-patients"
    case neverEmpty = "never-empty"
    case wholeObjects = "whole-objects"
    case nullQuery = "null-query"
    case missingParameterIgnored = "missing-parameter-ignored"
    case takesDuplicates = "takes-duplicates"
    case takesStrangers = "takes-strangers"
    case takesIncomplete = "takes-incomplete"
    case unknownIsSuccess = "unknown-is-success"
    case losesReferences = "loses-references"
    case inline
    case noRelation = "no-relation"
    case soap11 = "soap-1.1"
    case fault
    case page
  }

  /// Starts it; its address is `http://127.0.0.1:PORT/`.
  public static func start(_ defect: Defect = .none) async throws -> PeerProcess {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/registry.py").path
    return try await PeerProcess(try PeerPython.interpreter().path) { _, port in
      [script, String(port), defect.rawValue]
    }
  }
}
