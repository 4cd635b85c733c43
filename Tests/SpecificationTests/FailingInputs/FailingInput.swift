import Foundation
import Probes
import Specification
import Testing

/// A file with a fault, or a folder of them, from `Failing`, and what the tool says of it.
///
/// A file takes the place of the file of its kind in `Failing/Base`, a folder's files the places of those with their names; so
/// each input holds just what is wrong. Kinds that no specification holds (networks, bids, waivers) are read by themselves.
/// `NAME.options` gives, one a line: `profile NAME`, `input NAME=VALUE`, `environment NAME=VALUE`, `pad BYTES`.
struct FailingInput: Sendable, CustomTestStringConvertible {
  /// Name without ending.
  let name: String
  /// What is to be rendered.
  let expected: String

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Failing")

  var testDescription: String { name }

  /// All inputs, sorted by name.
  static let all: [FailingInput] = {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let names = Set(entries.filter { !$0.hasPrefix(".") && $0 != "Base" }.map { $0.prefix { $0 != "." } })
    return names.sorted().map { name in
      let expected = try? String(contentsOf: folder.appendingPathComponent("\(name).expected"), encoding: .utf8)
      return FailingInput(name: String(name), expected: expected ?? "")
    }
  }()

  /// What the tool says, rendered, each diagnostic behind its code in brackets, a line end behind each.
  func rendered() throws -> String {
    let files = FileManager.default
    let place = files.temporaryDirectory.appendingPathComponent("failing-\(UUID().uuidString)")
    defer { try? files.removeItem(at: place) }
    try files.copyItem(at: Self.folder.appendingPathComponent("Base"), to: place)
    let folder = Self.folder.appendingPathComponent(name)
    if files.fileExists(atPath: folder.path) {
      for path in try files.subpathsOfDirectory(atPath: folder.path)
      where [".yaml", ".hl7", ".xml", ".json"].contains(where: path.hasSuffix) {
        try put(Data(contentsOf: folder.appendingPathComponent(path)), at: place.appendingPathComponent(path))
      }
    } else if name != "Base" {
      let data = try Data(contentsOf: Self.folder.appendingPathComponent("\(name).yaml"))
      let kind = Self.kind(of: data)
      let path: String
      switch kind {
      case .specification, .requirements, .procedures: path = "\(kind.rawValue).yaml"
      case .profile: path = "profiles/sample.yaml"
      default: return try alone(data, kind)
      }
      try put(padded(data), at: place.appendingPathComponent(path))
    }
    let result = SpecificationLoader(catalogue: StepRegistry.catalogue).load(path: place.path, options: options)
    return Self.text(of: result.diagnostics).replacingOccurrences(of: place.path + "/", with: "")
  }

  private func alone(_ data: Data, _ kind: FileKind) throws -> String {
    let source = try SourceText(path: "\(kind.rawValue).yaml", bytes: Array(data))
    let diagnostics = LanguageFile.read(source, expecting: kind).diagnostics.map { diagnostic in
      var diagnostic = diagnostic
      diagnostic.sourceLine = source.line(diagnostic.span.line)
      return diagnostic
    }
    return Self.text(of: diagnostics)
  }

  private func put(_ data: Data, at url: URL) throws {
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url)
  }

  private static func text(of diagnostics: [Diagnostic]) -> String {
    diagnostics.map { "[\($0.code)] \($0.rendered)\n" }.joined()
  }

  private static func kind(of data: Data) -> FileKind {
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
    let word = lines.first { $0.hasPrefix("kind: ") }?.dropFirst(6)
    return word.flatMap { FileKind(rawValue: String($0)) } ?? .specification
  }

  // MARK: Options

  private var settings: [(key: String, value: String)] {
    let file = Self.folder.appendingPathComponent("\(name).options")
    let lines = (try? String(contentsOf: file, encoding: .utf8))?.split(separator: "\n") ?? []
    return lines.map { line in
      let parts = line.split(separator: " ", maxSplits: 1)
      return (String(parts[0]), String(parts[1]))
    }
  }

  private var options: LoadOptions {
    var options = LoadOptions()
    for (key, value) in settings {
      let pair = value.split(separator: "=", maxSplits: 1).map(String.init)
      switch key {
      case "profile": options.profile = value
      case "input": options.inputs[pair[0]] = pair[1]
      case "environment": options.environment[pair[0]] = pair[1]
      default: break
      }
    }
    return options
  }

  private func padded(_ data: Data) -> Data {
    guard let size = settings.first(where: { $0.key == "pad" }).flatMap({ Int($0.value) }) else { return data }
    return data + Data(repeating: UInt8(ascii: "\n"), count: size)
  }
}
