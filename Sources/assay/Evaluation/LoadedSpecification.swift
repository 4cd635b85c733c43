import Foundation
import Probes
import Specification

/// A specification that a command is about, without any network.
struct LoadedSpecification {
  /// The rules.
  var rules: RuleSet
  /// Where it lies.
  var folder: URL

  /// Loads it and shows what is wrong.
  ///
  /// - Parameter environment: Where inputs may come from.
  /// - Throws: `ExitStatus.invalidFile`.
  init(_ path: String, profile: String? = nil, environment: [String: String] = Terminal.environment) throws {
    let result = SpecificationLoader(catalogue: StepRegistry.catalogue).load(
      path: path,
      options: LoadOptions(
        profile: profile, environment: environment, checksEveryProfile: false, lints: false))
    guard let rules = result.rules else {
      Diagnostics.show(result.diagnostics, warnings: false)
      throw ExitStatus.invalidFile
    }
    self.rules = rules
    folder = Self.folder(of: path)
  }

  /// The folder of a specification that is named by its folder or its file.
  static func folder(of path: String) -> URL {
    let url = URL(fileURLWithPath: path)
    let isFile = path.hasSuffix(".yaml") || path.hasSuffix(".yml")
    return isFile ? url.deletingLastPathComponent() : url
  }
}
