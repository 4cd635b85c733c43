import Foundation

/// An image manager by `pynetdicom` and `hl7`: keeps studies, hears of patients and procedures over MLLP, offers a worklist,
/// searches and C-GET.
public enum ImageManager {
  /// Its AE title.
  public static let aeTitle = "MANAGER"

  /// What it does wrong; the script `Python/image_manager.py` describes each.
  public enum Defect: String, CaseIterable, Sendable {
    case none
    case ignoresMerge = "ignores-merge"
    case losesStudy = "loses-study"
    case newInstances = "new-instances"
    case staleWeb = "stale-web"
    case ignoresCorrections = "ignores-corrections"
    case forgetsOriginal = "forgets-original"
    case spoilsPixels = "spoils-pixels"
    case dropsTemporary = "drops-temporary"
    case leavesReports = "leaves-reports"
    case ignoresUnmerge = "ignores-unmerge"
    case ignoresProcedures = "ignores-procedures"
    case ownStudyUID = "own-study-uid"
    case ignoresUpdates = "ignores-updates"
    case correctsTwins = "corrects-twins"
    case joinsAccessions = "joins-accessions"
    case hidesIssuer = "hides-issuer"
    case unhurried
  }

  /// Starts it; the port of the process is that of DICOM.
  public static func start(_ defect: Defect) async throws -> (process: PeerProcess, messagePort: Int, webPort: Int) {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/image_manager.py").path
    let messagePort = try PeerProcess.freePort()
    let webPort = try PeerProcess.freePort()
    let process = try await PeerProcess(PeerPython.interpreter().path) { _, port in
      [script, String(port), String(messagePort), String(webPort), defect.rawValue]
    }
    return (process, messagePort, webPort)
  }
}

/// A patient index by `hl7`: registrations, PIX and PDQ queries over MLLP.
public enum IdentityManager {
  /// What it does wrong; the script `Python/identity_manager.py` describes each.
  public enum Defect: String, CaseIterable, Sendable {
    case none
    case ignoresRegistrations = "ignores-registrations"
    case unknownDomainEmpty = "unknown-domain-empty"
    case unknownPatientEmpty = "unknown-patient-empty"
    case missesDomain = "misses-domain"
    case mergesTwins = "merges-twins"
    case firstCandidate = "first-candidate"
    case wrongCandidates = "wrong-candidates"
    case dropsStatus = "drops-status"
    case linksInvalidNumbers = "links-invalid-numbers"
    case visitAsDemographics = "visit-as-demographics"
    case noVisit = "no-visit"
    case ignoresWard = "ignores-ward"
  }

  /// Starts it.
  public static func start(_ defect: Defect) async throws -> PeerProcess {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/identity_manager.py").path
    return try await PeerProcess(PeerPython.interpreter().path) { _, port in
      [script, String(port), defect.rawValue]
    }
  }
}
