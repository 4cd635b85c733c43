import Evidence
import Foundation

/// Where the specification and the network that it is tried on lie when the user names none.
enum ReferenceFiles {
  /// Name of the network file in the folder of a specification.
  static let networkName = "reference-network.yaml"

  /// Name of the folder beside a network file for certificates, keys and tokens that are made for a run.
  static let credentials = "credentials"

  /// The folder of the first specification that comes with a network to try it on.
  ///
  /// - Throws: `ExitStatus.usage` where there is none.
  static func specification() throws -> String {
    let folders = SpecificationFolders.all()
    guard let folder = folders.first(where: { FileManager.default.fileExists(atPath: "\($0)/\(networkName)") }) else {
      Terminal.error(
        "There is no specification with a \(networkName) below Specs here, nor below share/assay/Specs beside the "
          + "program. Name the folder of one.")
      throw ExitStatus.usage
    }
    return folder
  }

  /// The profile by which a simulated network is judged: with waits that suit it, where the specification has one.
  static func profile(of specification: String) -> String? {
    let name = "simulated"
    return FileManager.default.fileExists(atPath: "\(folder(of: specification))/profiles/\(name).yaml") ? name : nil
  }

  private static func folder(of specification: String) -> String {
    guard specification.hasSuffix(".yaml") else { return specification }
    return URL(fileURLWithPath: specification).deletingLastPathComponent().path
  }

  /// The texts of the network files that are named, or of all beside the specification whose names begin with
  /// `reference-network`, the plain one first.
  ///
  /// - Throws: `ExitStatus.invalidFile` where one cannot be read.
  static func networks(_ named: [String], beside specification: String) throws -> [String] {
    guard named.isEmpty else { return try named.map { try network($0, beside: specification) } }
    let folder = folder(of: specification)
    let others = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter {
      $0.hasPrefix("reference-network-") && $0.hasSuffix(".yaml")
    }
    return try [network(nil, beside: specification)]
      + others.sorted().map { try network("\(folder)/\($0)", beside: specification) }
  }

  /// The texts of the network files beside a specification; none where it comes without.
  static func networks(beside specification: String) throws -> [String] {
    let isThere = FileManager.default.fileExists(atPath: "\(folder(of: specification))/\(networkName)")
    return isThere ? try networks([], beside: specification) : []
  }

  /// The text of a network file: the one named, or the one beside the specification.
  ///
  /// - Throws: `ExitStatus.invalidFile` where it cannot be read.
  static func network(_ named: String?, beside specification: String) throws -> String {
    let path = named ?? "\(folder(of: specification))/\(networkName)"
    do { return try String(contentsOfFile: path, encoding: .utf8) } catch {
      Terminal.error(
        "\(path): the network to simulate can't be read: \(error.systemReason)"
          + (named == nil ? "\n  hint: name one with --network" : ""))
      throw ExitStatus.invalidFile
    }
  }
}
