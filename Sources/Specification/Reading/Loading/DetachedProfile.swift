import Foundation

/// A profile that stands outside the folder of the specification that it extends, and is named in its place: a pack of
/// requirements for one actor or another country, which repeats none of them.
struct DetachedProfile {
  /// Where the profile stands.
  let path: String
  /// The specification's file.
  let specification: String
  /// The file's name without its ending, which is the profile's `id`.
  let name: String

  /// Path in the record of a run: beside the specification.
  var recordedPath: String { "profiles/\(name).yaml" }

  /// Looks whether a path names a profile: a file of that kind, or a folder with a `profile.yaml` and no specification.
  ///
  /// Nil for anything else, and for a profile in the folder `profiles` of its specification, which is named as such.
  init?(path: String) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
    var file = path
    if isFolder.boolValue {
      guard !FileManager.default.fileExists(atPath: "\(path)/specification.yaml") else { return nil }
      file = path.hasSuffix("/") ? "\(path)profile.yaml" : "\(path)/profile.yaml"
    }
    guard FileKind.of(path: file) == .profile, let base = Self.base(of: file) else { return nil }
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
    let target = folder.appendingPathComponent(base).standardizedFileURL
    guard
      folder.lastPathComponent != "profiles"
        || target.deletingLastPathComponent() != folder.standardizedFileURL.deletingLastPathComponent()
    else { return nil }
    self.path = file
    specification = RelativePlace.path(to: base, from: folder.relativePath)
    let ownName = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
    name = ownName == "profile" ? folder.standardizedFileURL.lastPathComponent : ownName
  }

  /// What a profile extends; the rest of the file is read later, with its faults.
  private static func base(of path: String) -> String? {
    guard let source = try? LanguageFile.load(path, shownAs: path),
      let file = LanguageFile.read(source, expecting: .profile).file
    else { return nil }
    return FormReader(file.root, file.kind.form, file: path)?.text("extends")
  }
}

/// Paths without `.` and `..` where they can be taken out.
enum RelativePlace {
  /// A path as seen from a folder: `Specs/ihe` and `../nhs/specification.yaml` make `Specs/nhs/specification.yaml`.
  static func path(to path: String, from folder: String) -> String {
    var parts = folder == "." ? [] : folder.split(separator: "/")
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    return (folder.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  /// A path without `.` and `..`; nil where it leaves the folder. `start` is where it begins within the folder.
  static func contained(_ path: String, from start: [Substring] = []) -> String? {
    var parts = start
    for part in path.split(separator: "/") where part != "." {
      if part == ".." {
        guard parts.popLast() != nil else { return nil }
      } else {
        parts.append(part)
      }
    }
    return parts.isEmpty ? nil : parts.joined(separator: "/")
  }
}
