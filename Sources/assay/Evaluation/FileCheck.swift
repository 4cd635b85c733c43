import Foundation
import Inventory
import Probes
import Procurement
import Specification
import Synchronization

/// Checks a file of any kind, or a specification's folder.
enum FileCheck {
  /// Every diagnostic, in order.
  static func check(_ path: String, rules: RuleSet?) -> [Diagnostic] {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    let folder = exists && isFolder.boolValue
    if folder, !FileManager.default.fileExists(atPath: "\(path)/specification.yaml"),
      FileManager.default.fileExists(atPath: "\(path)/bid.yaml")
    {
      return bid(path, rules: rules)
    }
    switch folder ? .specification : FileKind.of(path: path) {
    case .network: return InventoryReader.network(at: path, rules: rules).diagnostics
    case .bid: return bid(path, rules: rules)
    case .declaration: return InventoryReader.declaration(at: path, rules: rules).diagnostics
    case .assessment: return InventoryReader.assessment(at: path, rules: rules).diagnostics
    case .waivers: return InventoryReader.waivers(at: path).diagnostics
    case .baseline: return InventoryReader.baseline(at: path).diagnostics
    case .profile where !FileManager.default.fileExists(atPath: inOwnFolder(path)):
      return specification(path, profile: nil)
    case .profile:
      // A profile means something only on its specification.
      let base = URL(fileURLWithPath: path).deletingLastPathComponent().deletingLastPathComponent().relativePath
      return specification(base, profile: URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent)
    case .tender: return tender(path)
    case .answers: return InventoryReader.answers(at: path, rules: rules).diagnostics
    case .requirements, .procedures: return FileKind.check(path: path)
    case .specification, nil: return specification(path, profile: nil)
    }
  }

  /// Where the specification of a profile in its folder `profiles` stands.
  private static func inOwnFolder(_ path: String) -> String {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    guard folder.lastPathComponent == "profiles" else { return "" }
    return folder.deletingLastPathComponent().appendingPathComponent("specification.yaml").relativePath
  }

  private static func specification(_ path: String, profile: String?) -> [Diagnostic] {
    let result = SpecificationLoader(catalogue: StepRegistry.catalogue).load(
      path: path, options: LoadOptions(profile: profile, environment: Terminal.environment))
    last.withLock { $0 = result }
    return result.diagnostics
  }

  /// What was read last, kept until the program ends: to take hundreds of requirements apart is a part of the time of a check
  /// that nobody needs to wait for.
  private static let last = Mutex<LoadResult?>(nil)

  /// A tender with everything that it names: its specification and profiles, and of each bid the documents with their
  /// SHA-256, the declaration or schedule, the network, the assessment and the answers.
  private static func tender(_ path: String) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    guard let loaded = LoadedTender.read(path, environment: Terminal.environment, into: &diagnostics) else {
      return diagnostics
    }
    _ = TenderedBid.all(of: loaded, into: &diagnostics)
    return diagnostics
  }

  /// A bid, and the declaration that it names.
  private static func bid(_ path: String, rules: RuleSet?) -> [Diagnostic] {
    let read = InventoryReader.bid(at: path, rules: rules)
    guard let bid = read.value, let declaration = bid.declaration else { return read.diagnostics }
    return read.diagnostics
      + DeclarationFile.read(
        "\(bid.folder)/\(declaration)", rules: rules, catalogue: StepRegistry.catalogue, bid: bid
      ).diagnostics
  }
}
