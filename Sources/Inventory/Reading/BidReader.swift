import Foundation
import Specification

/// Reads a bid: its documents and the products offered. Documents are not opened: one that is missing is for the
/// evaluation to report, since it is a finding about the bid and no mistake of the file's author.
struct BidReader {
  let folder: String
  let rules: RuleSet?
  let log: DiagnosticLog

  func bid(_ reader: FormReader) -> Bid {
    var bid = Bid(
      id: reader.identifier("id") ?? "", bidder: reader.text("bidder") ?? "", documents: [], offers: [],
      declaration: path("declaration", of: reader), folder: folder)
    bid.documents = documents(reader)
    let known = Set(bid.documents.map(\.id))
    bid.offers = reader.forms("offers").map { offer($0, documents: known) }
    return bid
  }

  private func documents(_ reader: FormReader) -> [BidDocument] {
    var names: Set<String> = []
    var paths: [String: String] = [:]
    return reader.forms("documents").compactMap { form in
      let path = path("path", of: form) ?? ""
      let title = form.text("title") ?? ""
      let digest = form.digest(log: log)
      guard let id = form.identifier("id") else { return nil }
      if !names.insert(id).inserted {
        log.error(ReadingRule.duplicateID, at: form.span(of: "id"), "there is a document `\(id)` already")
      }
      if !path.isEmpty {
        if let other = paths[Self.normal(path)] {
          log.error(
            InventoryRule.duplicatePath, at: form.span(of: "path"), "document `\(other)` has this path already",
            hint: "name the file once and refer to it by its id")
        }
        paths[Self.normal(path)] = id
      }
      return BidDocument(id: id, path: path, title: title, sha256: digest, span: form.span(of: "id"))
    }
  }

  private func offer(_ reader: FormReader, documents known: Set<String>) -> OfferedSystem {
    let documents = reader.distinct("documents", log: log)
    for (id, node) in documents where !known.contains(id) {
      log.unknown(InventoryRule.unknownDocument, "document", id, at: reader.span(node), among: known)
    }
    return OfferedSystem(
      roles: reader.roles(rules: rules, log: log), vendor: reader.text("vendor") ?? "",
      product: reader.text("product") ?? "", version: reader.text("version"), documents: documents.map(\.text),
      applicationEntities: reader.distinct("application-entities", log: log).map(\.text), span: reader.span)
  }

  /// A path that stays in the bid's folder, links followed: a bid comes from outside, and must not make the harness read
  /// and report its owner's files.
  private func path(_ key: String, of reader: FormReader) -> String? {
    guard let path = reader.text(key) else { return nil }
    // The form has refused absolute paths and control characters already.
    guard !path.hasPrefix("/"), !path.utf8.contains(0) else { return path }
    let leaves = path.split(separator: "/").contains("..") || leadsOut(path)
    if leaves {
      log.error(
        ReadingRule.pathOutsideFolder, at: reader.span(of: key), "`\(path)` leads out of the bid's folder",
        hint: "put the file into the folder of the bid")
    }
    return path
  }

  /// Each folder on the way is looked at, since links are followed only in a path that is there to its end.
  private func leadsOut(_ path: String) -> Bool {
    let base = URL(fileURLWithPath: folder, isDirectory: true).resolvingSymlinksInPath().path
    let below = base.hasSuffix("/") ? base : base + "/"
    var place = folder
    for part in path.split(separator: "/").prefix(64) where part != "." {
      place += "/\(part)"
      if !URL(fileURLWithPath: place).resolvingSymlinksInPath().path.hasPrefix(below) { return true }
    }
    return false
  }

  private static func normal(_ path: String) -> String {
    path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }
}
