import Foundation
import Specification

/// The specification, profile and network file of a self-test, found where the user did not name them.
struct SelfTestFiles {
  let specification: String
  let profile: String?
  let network: String

  /// Profile that is taken where none is named and the specification has it.
  private static let ordinaryProfile = "vendor-self-test"

  /// Finds them; says what is missing and how to write it.
  ///
  /// - Parameters:
  ///   - profile: Name of a profile, its file, or a specification's folder.
  ///   - specification: Folder of the specification.
  ///   - network: Network file.
  /// - Throws: `ExitStatus.usage` or `ExitStatus.invalidFile`.
  init(profile: String?, specification: String?, network: String?) throws {
    var specification = specification
    var name = profile
    if let profile {
      if profile.hasSuffix(".yaml") || profile.hasSuffix(".yml") {
        let file = URL(fileURLWithPath: profile)
        let above = file.deletingLastPathComponent().deletingLastPathComponent()
        name = file.deletingPathExtension().lastPathComponent
        specification = specification ?? above.relativePath
      } else if FileManager.default.fileExists(atPath: "\(profile)/specification.yaml") {
        specification = profile
        name = nil
      }
    }
    let found = specification ?? Self.bundled(with: name ?? Self.ordinaryProfile)
    guard let found else {
      let wanted = name ?? Self.ordinaryProfile
      let hint = NameSuggestion.nearest(to: wanted, among: Self.profiles).map { "; did you mean `\($0)`?" } ?? "."
      Terminal.error(
        "assay self-test: no specification below Specs has the profile \(wanted)\(hint) Name a specification with --spec."
      )
      throw ExitStatus.usage
    }
    self.specification = found
    self.profile = name ?? (Self.has(Self.ordinaryProfile, in: found) ? Self.ordinaryProfile : nil)
    self.network = try network ?? Self.onlyNetwork()
  }

  private static func bundled(with profile: String) -> String? {
    SpecificationFolders.all().first { has(profile, in: $0) }
  }

  /// The profiles of every specification that is looked through.
  private static var profiles: [String] {
    SpecificationFolders.all().flatMap { folder in
      ((try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/profiles")) ?? [])
        .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
    }.sorted()
  }

  private static func has(_ profile: String, in folder: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(folder)/profiles/\(profile).yaml")
  }

  /// The network file of the working directory.
  private static func onlyNetwork() throws -> String {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: ".")) ?? []).sorted()
    let files = names.filter { ($0.hasSuffix(".yaml") || $0.hasSuffix(".yml")) && FileKind.of(path: $0) == .network }
    if let file = files.first, files.count == 1 { return file }
    guard files.isEmpty else {
      Terminal.error(
        "assay self-test: there are several network files here (\(files.joined(separator: ", "))); name one with --network"
      )
      throw ExitStatus.usage
    }
    let example = SpecificationStarter.files.first { $0.path == "network.yaml" }?.text ?? ""
    Terminal.error(
      """
      assay self-test: there is no network file here, and --network names none. It says where your systems are, which roles
      they play and what may be done to them. Write this as network.yaml, with your own addresses, and start again:

      \(example)
      """)
    throw ExitStatus.invalidFile
  }
}
