import Evidence
import Foundation
import Inventory
import Probes
import Statements

/// Everything that judgement depends on, copied into the record byte for byte.
struct KeptFiles {
  var plan: Plan
  var files: RunFiles
  var networkPath: String
  var bidPath: String?
  var waiversPath: String?
  var assessmentPath: String?

  /// Copies what is not there yet.
  ///
  /// - Parameter alreadyBegun: Whether evidence stands in the record; then all files do.
  /// - Throws: `RunDirectoryError.changed` where the record holds another file of a name than the run is to go on with.
  func keep(
    in writer: RunDirectoryWriter, papers: BidPapers?, alreadyBegun: Bool
  ) async throws(RunDirectoryError) {
    let manifest = await writer.manifest
    for file in try contents(manifest: manifest, papers: papers) {
      let place = writer.folder.appendingPathComponent(file.path)
      if let held = try? Data(contentsOf: place) {
        guard held == file.bytes else { throw .changed(what: file.what, path: writer.folder.path) }
      } else if alreadyBegun {
        throw .changed(what: file.what, path: writer.folder.path)
      } else {
        try await writer.add(file.bytes, at: file.path)
      }
    }
    try keepNoFurther(than: plan.rules.files.map(\.path), in: writer.folder)
    guard let papers else { return }
    for (number, paper) in papers.papers.enumerated() {
      let name = String(number + 1)
      let file = "\(RunLayout.readings)/\(String(repeating: "0", count: max(0, 3 - name.count)))\(name).json"
      // What was understood of a document is settled when it has been read once.
      guard !FileManager.default.fileExists(atPath: writer.folder.appendingPathComponent(file).path) else { continue }
      let bytes: Data
      do { bytes = try RecordCoding.document(paper.reading) } catch {
        throw .malformed(file: file, line: nil, reason: error.systemReason)
      }
      try await writer.add(bytes, at: file)
    }
  }

  /// One file of the record.
  private struct File {
    var what: String
    var path: String
    var bytes: Data
  }

  private func contents(manifest: RunManifest, papers: BidPapers?) throws(RunDirectoryError) -> [File] {
    var list: [File] = []
    list.append(try read(networkPath, "network file", to: manifest.network))
    let folder = URL(fileURLWithPath: networkPath).deletingLastPathComponent()
    for place in plan.network.includedFiles {
      list.append(
        try read(
          folder.appendingPathComponent(place).path, "network file (\(place))", to: "\(RunLayout.network)/\(place)"))
    }
    if let waiversPath { list.append(try read(waiversPath, "file of waivers", to: RunLayout.waivers)) }
    if let assessmentPath { list.append(try read(assessmentPath, "assessment", to: RunLayout.assessment)) }
    list += specification
    guard let bid = files.bid else { return list }
    list.append(try read(bidPath ?? "\(bid.folder)/bid.yaml", "bid", to: "\(RunLayout.bid)/bid.yaml"))
    if let declaration = bid.declaration {
      list.append(
        try read("\(bid.folder)/\(declaration)", "declaration", to: "\(RunLayout.bid)/\(declaration)"))
    }
    for paper in papers?.papers ?? [] {
      guard let bytes = paper.bytes else { continue }
      let path = paper.document.path
      list.append(File(what: "document (\(path))", path: "\(RunLayout.bid)/\(path)", bytes: Data(bytes)))
    }
    return list
  }

  private var specification: [File] {
    plan.rules.files.map {
      File(what: "specification (\($0.path))", path: "\(RunLayout.specification)/\($0.path)", bytes: Data($0.bytes))
    }
  }

  private func read(_ source: String, _ what: String, to path: String) throws(RunDirectoryError) -> File {
    guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: source)) else { throw .missing(file: source) }
    return File(what: what, path: path, bytes: bytes)
  }

  /// A file that only the record has was taken out of the specification since.
  private func keepNoFurther(than paths: [String], in folder: URL) throws(RunDirectoryError) {
    let held = try? FileManager.default.subpathsOfDirectory(
      atPath: folder.appendingPathComponent(RunLayout.specification).path)
    let known = Set(paths)
    for path in held ?? [] where !known.contains(path) {
      var isFolder: ObjCBool = false
      let place = folder.appendingPathComponent("\(RunLayout.specification)/\(path)").path
      guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder), !isFolder.boolValue else { continue }
      throw .changed(what: "specification (\(path))", path: folder.path)
    }
  }
}
