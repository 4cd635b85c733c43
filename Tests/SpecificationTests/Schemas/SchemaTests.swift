import Foundation
import Probes
import Specification
import Testing

/// Editors check files by the schemas, the tool by its reader: what one takes, the other must take.
@Suite("JSON Schemas of the kinds of file")
struct SchemaTests {
  private let generator = SchemaGenerator(catalogue: StepRegistry.catalogue)

  /// Whether PyYAML and jsonschema, the schemas' other reader, are installed.
  static let hasValidator: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", "import jsonschema, yaml; jsonschema.Draft202012Validator"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  /// The differences that the other reader finds, empty where all files are valid.
  private func differences(_ files: [(kind: FileKind, text: String)]) throws -> [[String]] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("schemas-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (kind, text) in generator.schemas() {
      try Data(text.utf8).write(to: folder.appendingPathComponent("\(kind).schema.json"))
    }
    var jobs = ""
    for (number, file) in files.enumerated() {
      try Data(file.text.utf8).write(to: folder.appendingPathComponent("\(number).yaml"))
      jobs += "\(folder.path)/\(file.kind.rawValue).schema.json\t\(folder.path)/\(number).yaml\n"
    }
    let list = folder.appendingPathComponent("jobs")
    try Data(jobs.utf8).write(to: list)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/validate.py"]
    process.standardInput = try FileHandle(forReadingFrom: list)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let lines = text.split(separator: "\n").map(String.init)
    return files.indices.map { number in lines.filter { $0.hasPrefix("\(folder.path)/\(number).yaml:") } }
  }

  private func readerErrors(_ file: (kind: FileKind, text: String)) throws -> [String] {
    let source = try SourceText(path: "file.yaml", bytes: Array(file.text.utf8))
    return LanguageFile.read(source, expecting: file.kind).diagnostics.map(\.rendered)
  }

  /// The bundled specification and the starting point.
  static let good: [(name: String, kind: FileKind, text: String)] = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../../Specs")
    var files = SpecificationStarter.files.map { ($0.path, $0.text) }
    for case let file as URL in FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil) ?? .init() {
      guard file.pathExtension == "yaml", let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
      files.append((file.lastPathComponent, text))
    }
    return files.compactMap { name, text in
      guard name.hasSuffix(".yaml") else { return nil }
      let word = text.split(separator: "\n").first { $0.hasPrefix("kind:") }?
        .dropFirst(5).prefix { $0 != "#" }.trimmingCharacters(in: .whitespaces)
      return word.flatMap(FileKind.init).map { (name, $0, text) }
    }
  }()

  @Test("There is a schema of every kind, and its text is the same every time")
  func everyKind() {
    let schemas = generator.schemas()
    #expect(Set(schemas.keys) == Set(FileKind.allCases.map(\.rawValue)))
    #expect(schemas == SchemaGenerator(catalogue: StepRegistry.catalogue).schemas())
    for text in schemas.values { #expect(text.hasSuffix("}\n")) }
  }

  @Test("The bundled specification and the starting point are valid to editors and to the reader alike")
  func goodFiles() throws {
    #expect(Self.good.count >= 15)
    for file in Self.good { #expect(try readerErrors((file.kind, file.text)) == [], "\(file.name)") }
    guard Self.hasValidator else { return }
    for (file, found) in zip(Self.good, try differences(Self.good.map { ($0.kind, $0.text) })) {
      #expect(found == [], "\(file.name)")
    }
  }

  /// One good file and changes that make it a bad one: text to be replaced, and by what.
  private static let changes: [(path: String, old: String, new: String)] = [
    ("specification.yaml", "publisher:", "publishr:"),
    ("specification.yaml", "weight: 10", "weight: \"10\""),
    ("specification.yaml", "weight: 10", "weight: 0"),
    ("specification.yaml", "desirable-cap: 0.05", "desirable-cap: 1.5"),
    ("specification.yaml", "type: duration", "type: time"),
    ("specification.yaml", "version: 0.1.0 ", "version: "),
    ("specification.yaml", "- groups/imaging.yaml", "- /groups/imaging.yaml"),
    ("specification.yaml", "patient: {name-style: plain, sex: F}", "{}"),
    ("specification.yaml", "kind: specification", "kind: profile"),
    ("groups/imaging.yaml", "level: scored", "level: score"),
    ("groups/imaging.yaml", "kind: probe ", "kind: probes "),
    ("groups/imaging.yaml", "of: archive", "at: archive"),
    ("groups/imaging.yaml", "tags: [ct]", "tags: []"),
    ("groups/imaging.yaml", "tags: [ct]", "tags: ct"),
    ("groups/imaging.yaml", "credit: 0.6", "credit: much"),
    ("groups/imaging.yaml", "every: 1 s, for", "every: 1 sec, for"),
    ("groups/imaging.yaml", "{archive: each}", "{archive: every}"),
    ("profiles/example.yaml", "input: answer-time, value", "input: answer-time, id: IMG-001, value"),
    ("profiles/example.yaml", "title: Lot 1, archives", "titel: Lot 1"),
    ("network.yaml", "port: 11112", "port: 70000"),
    ("network.yaml", "ae-title: ARCHIVE", "aetitle: ARCHIVE"),
    ("network.yaml", "[read, write]", "[read, delete]"),
    ("bids/example/bid.yaml", "documents: [statement]", "documents: statement"),
    ("bids/example/bid.yaml", "bidder: Example Imaging", "bidder:"),
  ]

  @Test("What the reader refuses by its form, editors refuse too", .enabled(if: hasValidator))
  func badFiles() throws {
    var files: [(kind: FileKind, text: String)] = []
    for change in Self.changes {
      let file = try #require(Self.good.first { $0.name == change.path })
      let range = try #require(file.text.range(of: change.old), "\(change.old)")
      files.append((file.kind, file.text.replacingCharacters(in: range, with: change.new)))
      #expect(try readerErrors(try #require(files.last)) != [], "\(change)")
    }
    for (change, found) in zip(Self.changes, try differences(files)) {
      #expect(found != [], "\(change)")
    }
  }

  /// What the reader tells only when it looks into the step.
  private static let stepChanges = [
    ("do: dicom.echo ", "do: dicom.ekko "), ("{repeat: 3}", "{repat: 3}"), ("{repeat: 3}", "{repeat: often}"),
    ("do: dicom.echo ", "use: echo "), ("with: {study: ct-chest}", "with: {}"), ("level: study", "level: body"),
  ]

  @Test("Editors know the step kinds, their inputs and their words", .enabled(if: hasValidator))
  func steps() throws {
    let text = try #require(Self.good.first { $0.name == "groups/imaging.yaml" }).text
    let files = try Self.stepChanges.map { old, new in
      let range = try #require(text.range(of: old))
      return (FileKind.requirements, text.replacingCharacters(in: range, with: new))
    }
    for (change, found) in zip(Self.stepChanges, try differences(files)) { #expect(found != [], "\(change)") }
  }
}
