import Foundation

/// The profiles that stand beside a specification, and the one that stands elsewhere.
extension SpecificationLoad {
  func profilePaths() -> [String] {
    let content = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/profiles")) ?? []
    return content.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted().map { "profiles/\($0)" }
  }

  /// A profile by the name of its file, or by its path.
  func profile(named name: String) -> Profile? {
    let candidates = profilePaths()
    let path =
      candidates.first { $0 == "profiles/\(name).yaml" || $0 == "profiles/\(name).yml" || $0 == name }
      ?? candidates.first { "\(folder)/\($0)" == name }
    guard let path else {
      let names = candidates.map { String($0.dropFirst(9).prefix { $0 != "." }) }
      log.unknown(
        ReadingRule.unknownProfile, "profile", name, at: SourceSpan(file: "--profile \(name)", line: 1, column: 1),
        among: names,
        otherwise: names.isEmpty ? "the specification has none" : "there are: \(names.joined(separator: ", "))")
      return nil
    }
    return profile(at: path)
  }

  /// A profile that stands elsewhere: it selects and sets, and has no files of its own.
  func profile(_ detached: DetachedProfile) -> Profile? {
    if let name = options.profile, name != detached.name {
      log.error(
        ReadingRule.unknownProfile, at: SourceSpan(file: "--profile \(name)", line: 1, column: 1),
        "`\(detached.path)` is a profile itself, and takes no other", hint: "leave `--profile` out")
      return nil
    }
    do throws(UnreadableText) {
      let source = try LanguageFile.load(detached.path, shownAs: detached.path)
      sources[detached.path] = source
      let read = LanguageFile.read(source, expecting: .profile)
      log.add(read.diagnostics)
      guard let file = read.file, let reader = FormReader(file.root, file.kind.form, file: file.source.path) else {
        return nil
      }
      if reader.identifier("id") != detached.name {
        log.error(
          ReadingRule.wrongBase, at: reader.span(of: "id"), "the profile's `id` is not its file's name",
          hint: "write `\(detached.name)`: by it the record of a run finds the profile again")
      }
      for (text, node) in reader.texts("add") {
        log.error(
          ReadingRule.pathOutsideFolder, at: reader.span(node), "`\(text)` is not in the specification's folder",
          hint: "write the requirements into the profile")
      }
      return Profile(path: detached.path, file: file, reader: reader, added: [])
    } catch {
      log.add(error.diagnostic)
      return nil
    }
  }

  /// Whether a profile extends this specification. In a record it stands beside the specification, wherever it stood.
  private func extends(_ base: String, from start: [Substring]) -> Bool {
    RelativePlace.contained(base, from: start) == name
      || options.showsRelativePaths && base.split(separator: "/").last.map(String.init) == name
  }

  func profile(at path: String) -> Profile? {
    guard let file = file(path, expecting: .profile),
      let reader = FormReader(file.root, file.kind.form, file: file.source.path)
    else { return nil }
    let start = path.split(separator: "/").dropLast()
    if let base = reader.text("extends"), !extends(base, from: Array(start)) {
      log.error(
        ReadingRule.wrongBase, at: reader.span(of: "extends"),
        "the profile extends `\(base)`, which is not the specification beside it", hint: "write `../\(name)`")
    }
    var added: [(path: String, file: LanguageFile)] = []
    for (text, node) in reader.texts("add") {
      guard let target = RelativePlace.contained(text, from: Array(start)) else {
        log.error(
          ReadingRule.pathOutsideFolder, at: reader.span(node), "`\(text)` leaves the specification's folder")
        continue
      }
      if let file = self.file(target, expecting: .requirements, namedAt: reader.span(node)) {
        added.append((target, file))
      }
    }
    return Profile(path: path, file: file, reader: reader, added: added)
  }
}
