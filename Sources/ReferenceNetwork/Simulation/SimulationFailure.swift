/// Why a network is not simulated.
public enum SimulationFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// A defect that the catalogue does not have.
  case unknownDefect(String)
  /// An actor that does not start.
  case service(system: String, name: String, reason: String)
  /// A folder for what is kept cannot be made.
  case folder(String)

  /// What happened, and what to do, for people.
  public var description: String {
    switch self {
    case .unknownDefect(let name):
      "there is no defect `\(name)`\(Self.hint(name)); `assay simulate --list-defects` lists them all"
    case .service(let system, let name, let reason):
      """
      the \(name) of \(system) does not start: \(reason). Give it an address of this machine that is free, or take free \
      ports: --ports auto --write FILE
      """
    case .folder(let reason): "no folder for what the systems keep: \(reason)"
    }
  }

  /// Names that end or begin alike.
  private static func hint(_ name: String) -> String {
    let last = name.split(separator: ".").last.map(String.init) ?? name
    let near = DefectCatalogue.entries.map(\.name).filter { $0.hasSuffix(".\(last)") || $0.hasPrefix("\(name).") }
    return near.isEmpty ? "" : ", but there is \(near.prefix(4).joined(separator: ", "))"
  }
}
