import Foundation

/// FHIR servers of others, from PyPI, in an environment of their own because their packages hold each other to old versions.
public enum PackagedFHIRServer: String, CaseIterable, Sendable {
  /// `fhirstarter`: a framework with a few handlers on it; keeps to what it claims, R4B, no versions.
  case fhirstarter
  /// `fhirsnake`: files as resources; no capability statement, no OperationOutcome, no search parameters but `_id`.
  case fhirsnake

  /// Starts it; its base address has no path.
  public func start() async throws -> PeerProcess {
    let interpreter = Project.root.appendingPathComponent(".build/python-fhir/bin/python3")
    guard FileManager.default.isExecutableFile(atPath: interpreter.path) else {
      throw PeerProcess.Unavailable(
        description: "there is no .build/python-fhir: .ci/install test makes it, with \(rawValue) in it")
    }
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/fhir/\(rawValue)_app.py").path
    return try await PeerProcess(interpreter.path, environment: ["FHIR_SEQUENCE": "R4B"], within: 60) { _, port in
      [script, "\(port)"]
    }
  }
}
