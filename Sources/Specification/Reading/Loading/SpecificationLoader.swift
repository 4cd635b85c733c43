import Foundation

/// Reads a specification with everything that it names, applies a profile, and reports every error of every file at once.
///
/// `check` and `run` share it: what `check` accepts, `run` accepts.
public struct SpecificationLoader: Sendable {
  private let catalogue: @Sendable () -> StepCatalogue

  /// Makes a loader.
  ///
  /// - Parameter catalogue: Step kinds that requirements may use; asked for while the specification's own file is read, as it
  ///   takes as long to be put together.
  public init(catalogue: @autoclosure @escaping @Sendable () -> StepCatalogue) { self.catalogue = catalogue }

  /// Loads.
  ///
  /// - Parameters:
  ///   - path: The specification's folder, its `specification.yaml`, or a profile that stands elsewhere and extends it.
  ///   - options: Profile, input values, and what else to look at.
  public func load(path: String, options: LoadOptions = LoadOptions()) -> LoadResult {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    let place = DetachedProfile(path: path)
    let base = place?.specification ?? path
    let isWhole = place == nil && exists && isFolder.boolValue
    let folder =
      isWhole ? Self.withoutSlash(path) : URL(fileURLWithPath: base).deletingLastPathComponent().relativePath
    let name = isWhole ? "specification.yaml" : URL(fileURLWithPath: base).lastPathComponent
    let load = SpecificationLoad(
      catalogue: catalogue, options: options, folder: folder, name: name, detached: place)
    let rules = load.run()
    let diagnostics = load.placed(load.log.diagnostics)
    var result = LoadResult(
      rules: diagnostics.contains { $0.severity == .error } ? nil : rules, diagnostics: diagnostics)
    // Others go on to what takes memory of its own, for which that of the trees is used again.
    if options.checksEveryProfile { result.remains = LoadRemains(load) }
    return result
  }

  private static func withoutSlash(_ path: String) -> String {
    path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }
}
