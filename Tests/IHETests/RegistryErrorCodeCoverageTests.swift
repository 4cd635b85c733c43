import Foundation
import IHE
import TestPeers
import Testing

/// Each code of the framework's table is asked for by a requirement of the bundled specification, or no client can provoke it.
@Suite("Error codes of registries in the bundled specification")
struct RegistryErrorCodeCoverageTests {
  /// What no request provokes; `RegistryErrorCode` says why.
  static let unprovoked: Set<RegistryErrorCode> = [
    .registryNotAvailable, .registryBusy, .repositoryBusy, .registryOutOfResources, .repositoryOutOfResources,
    .registryError, .repositoryError, .replaceFailed, .maximalDocumentSizeExceeded, .maximalPackageSizeExceeded,
  ]

  /// Codes that lines of assertions on errors name.
  private static func asked() throws -> Set<String> {
    let folder = Project.root.appendingPathComponent("Specs/nhs-imaging-network/groups")
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    let lines = try files.flatMap { try String(contentsOf: $0, encoding: .utf8).split(separator: "\n") }
    return Set(
      lines.filter { $0.contains("errors[") || $0.contains("issues[") }.flatMap { line in
        line.split { !$0.isLetter && !$0.isNumber }.map(String.init)
      })
  }

  @Test("A code is asked for, or nothing provokes it, and never both")
  func covered() throws {
    let asked = try Self.asked()
    for code in RegistryErrorCode.allCases {
      #expect(asked.contains(code.rawValue) != Self.unprovoked.contains(code), "\(code.rawValue)")
    }
  }
}
