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
    case keepsAddenda = "keeps-addenda"
    case keepsTransformed = "keeps-transformed"
    case takesDeprecated = "takes-deprecated"
    case takesUnknownTarget = "takes-unknown-target"
    case losesFiling = "loses-filing"
    case noFolderTime = "no-folder-time"
    case ignoresStatus = "ignores-status"
    case ignoresClass = "ignores-class"
    case ignoresType = "ignores-type"
    case ignoresTime = "ignores-time"
    case ignoresEvent = "ignores-event"
    case ignoresReferences = "ignores-references"
    case ignoresTypes = "ignores-types"
    case listsOnDemand = "lists-on-demand"
    case otherPatients = "other-patients"
    case firstPatientOnly = "first-patient-only"
    case mixesPatients = "mixes-patients"
    case takesTwoPatients = "takes-two-patients"
    case neverEmpty = "never-empty"
    case wholeObjects = "whole-objects"
    case nullQuery = "null-query"
    case foreignCodes = "foreign-codes"
    case noGetAll = "no-get-all"
    case noMultiPatient = "no-multi-patient"
    case noOnDemand = "no-on-demand"
    case missingParameterIgnored = "missing-parameter-ignored"
    case takesDuplicates = "takes-duplicates"
    case takesOtherHash = "takes-other-hash"
    case takesDuplicateSets = "takes-duplicate-sets"
    case takesSameIDs = "takes-same-ids"
    case takesOtherPatient = "takes-other-patient"
    case takesNoSet = "takes-no-set"
    case takesStrangers = "takes-strangers"
    case takesIncomplete = "takes-incomplete"
    case takesAnyTime = "takes-any-time"
    case takesWrongHash = "takes-wrong-hash"
    case takesWrongSize = "takes-wrong-size"
    case halfStored = "half-stored"
    case unknownIsSuccess = "unknown-is-success"
    case losesReferences = "loses-references"
    case losesAuthor = "loses-author"
    case losesSourcePatient = "loses-source-patient"
    case losesDisplay = "loses-display"
    case losesSecond = "loses-second"
    case losesType = "loses-type"
    case noPDF = "no-pdf"
    case keepsWithdrawn = "keeps-withdrawn"
    case keepsOldVersion = "keeps-old-version"
    case takesAnyVersion = "takes-any-version"
    case keepsRemoved = "keeps-removed"
    case keepsContent = "keeps-content"
    case removesReferenced = "removes-referenced"
    case losesExtra = "loses-extra"
    case tellsExtra = "tells-extra"
    case tellsUnknownPatients = "tells-unknown-patients"
    case failsUnexplained = "fails-unexplained"
    case keepsFolderTime = "keeps-folder-time"
    case cutsAnswers = "cuts-answers"
    case refusesLong = "refuses-long"
    case refusesLongWrongly = "refuses-long-wrongly"
    case replacesOthers = "replaces-others"
    case relabels
    case looksInside = "looks-inside"
    case looksInsideWrongly = "looks-inside-wrongly"
    case takesOtherPatientsVersion = "takes-other-patients-version"
    case takesOtherDocumentsVersion = "takes-other-documents-version"
    case takesLooseVersion = "takes-loose-version"
    case ignoresOriginalStatus = "ignores-original-status"
    case leavesSetsEmpty = "leaves-sets-empty"
    case inline
    case noRelation = "no-relation"
    case soap11 = "soap-1.1"
    case fault
    case page
  }

  /// Starts it, with all of some defects; its address is `http://127.0.0.1:PORT/`.
  public static func start(_ defects: Defect...) async throws -> PeerProcess { try await start(defects) }

  /// Starts it, with all of some defects.
  ///
  /// - Parameter repository: Its repository unique id, where it is not to be the usual one.
  public static func start(_ defects: [Defect], repository: String = repositoryUniqueID) async throws -> PeerProcess {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/registry.py").path
    let named = defects.isEmpty ? "none" : defects.map(\.rawValue).joined(separator: ",")
    return try await PeerProcess(try PeerPython.interpreter().path) { _, port in
      [script, String(port), named, repository]
    }
  }
}
