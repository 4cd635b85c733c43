import Foundation
import TestPeers
import Testing

/// Runs that the program puts into stores, and finds there.
@Suite("Runs in S3-compatible storage")
struct StoreCommandTests {
  @Test(
    "Parts meet in the storage: merged, judged and reported from there they are one run, and no key is in any of it")
  func storage() async throws {
    let peer = try await MisbehavingPeer(.none)
    defer { peer.stop() }
    let store = try await ObjectStore()
    defer { store.stop() }
    let tender = try Tender(port: peer.port)
    let specification = try tender.specification("association")
    var said = ""
    func assay(_ arguments: [String]) async throws -> Assay.Ended {
      let ended = try await AssayProcess(arguments, environment: store.environment).ended()
      said += ended.output + ended.error
      return ended
    }
    func gather(into folder: String, _ further: [String]) async throws -> Assay.Ended {
      try await assay(
        [
          "run", specification, "--network", tender.network, "--bid", tender.bid, "--out", tender.path(folder),
          "--seed", "1", "--now", "2026-06-01", "--quiet",
        ] + further)
    }
    func states(_ folder: String) throws -> [String: String] {
      Dictionary(uniqueKeysWithValues: try tender.verdicts(in: folder).requirements.map { ($0.id, $0.shown) })
    }

    // The whole run, which is kept whatever its verdict is, and read from where it is kept.
    let whole = try await gather(into: "whole", ["--store", "s3://records/whole"])
    #expect(whole.status == 4, "\(whole.error)")
    let manifest = try String(contentsOfFile: tender.path("whole/run.json"), encoding: .utf8)
    let name = try #require(manifest.firstMatch(of: #/"id" : "([^"]+)"/#)).1
    let place = "s3://records/whole/\(name)"
    let judged = try await assay(["judge", place, "--out", tender.path("judged"), "--quiet"])
    #expect(judged.status == 4 && FileManager.default.fileExists(atPath: tender.path("judged/index.html")))
    let reported = try await assay(["report", place, "--format", "csv", "--out", tender.path("judged")])
    #expect(reported.status == 0 && reported.output.contains(".csv"), "\(reported.error)")
    let inPlace = try await assay(["judge", place])
    #expect(inPlace.status == 1 && inPlace.error.contains("--out"), "\(inPlace.error)")
    let none = try await assay(["report", "s3://records/whole/other", "--out", tender.path("none")])
    #expect(none.status == 2 && none.error.contains("no whole run"), "\(none.error)")

    // Held beside itself, put side by side with another, taken for a baseline and bundled from there.
    let unchanged = try await assay(["diff", place, tender.path("whole"), "--format", "json"])
    #expect(unchanged.status == 0, "\(unchanged.error)")
    let changes = try await assay(["diff", specification, specification, "--run", place, "--format", "json"])
    #expect(changes.status == 0 && changes.output.contains("verdicts"), "\(changes.error)")
    let alone = try await assay(["diff", place, specification])
    #expect(alone.status == 1 && alone.error.contains("two run directories"), "\(alone.error)")
    let compared = try await assay(["compare", place, tender.path("whole"), "--out", tender.path("compared")])
    #expect([0, 2].contains(compared.status) && !compared.error.contains("no whole run"), "\(compared.error)")
    let gone = try await assay(["compare", "s3://records/whole/other", place, "--out", tender.path("compared")])
    #expect(gone.status == 2 && gone.error.contains("no whole run"), "\(gone.error)")
    let key = tender.path("bidder.key")
    #expect(try await assay(["key", key]).status == 0)
    let bundled = try await assay(["bundle", place, "--key", key, "--out", tender.path("bundle.zip")])
    #expect(bundled.status == 0, "\(bundled.error)")
    let verified = try await assay(["verify", tender.path("bundle.zip"), "--key", key + ".pub"])
    #expect(verified.status == 0, "\(verified.error)")
    let gated = try await assay([
      "gate", "--spec", specification, "--network", tender.network, "--bid", tender.bid, "--out", tender.path("gated"),
      "--seed", "1", "--now", "2026-06-01", "--baseline", place, "--annotations", "none",
    ])
    #expect(gated.status == 4 && gated.output.contains("nothing changed"), "\(gated.output)\(gated.error)")

    // Parts; one of them does not get there at first, stays where it was gathered, and is put there again.
    for number in [1, 3] {
      let part = try await gather(into: "part-\(number)", ["--shard", "\(number)/3", "--store", "s3://records/night"])
      #expect(part.status == 0, "\(part.error)")
    }
    let cut = try await gather(into: "part-2", ["--shard", "2/3", "--store", "s3://records/full"])
    #expect(cut.status == 3 && cut.error.contains("files were put there"), "\(cut.error)")
    let begun = try await assay(["merge", "s3://records/full", "--out", tender.path("none"), "--quiet"])
    #expect(begun.status == 2 && begun.error.contains("was begun and is not whole"), "\(begun.error)")
    let lost = try await assay(["merge", "s3://records/night", "--out", tender.path("lost"), "--quiet"])
    #expect(lost.status == 3 && lost.error.contains("shard 2/3 is missing"), "\(lost.error)")
    let again = try await assay(["run", "--resume", tender.path("part-2"), "--store", "s3://records/night"])
    #expect(
      again.status == 0 && again.output.contains("is whole in s3://records/night/shard-2-of-3-"), "\(again.error)")
    let merged = try await assay(["merge", "s3://records/night", "--out", tender.path("merged"), "--quiet"])
    #expect(merged.status == 4 && !merged.error.contains("missing"), "\(merged.error)")
    #expect(try states(tender.path("merged")) == states(tender.path("whole")))

    // Before anything is sent: a place that can't be used, and a run that is none.
    let remote = try await AssayProcess(
      ["run", specification, "--network", tender.network, "--out", tender.path("none"), "--store", "s3://records/x"],
      environment: ["AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""]
    ).ended()
    #expect(remote.status == 1 && remote.error.contains("AWS_SECRET_ACCESS_KEY"), "\(remote.error)")
    #expect(!FileManager.default.fileExists(atPath: tender.path("none/run.json")))

    for path in try FileManager.default.subpathsOfDirectory(atPath: tender.folder.path) {
      guard let bytes = try? Data(contentsOf: tender.folder.appendingPathComponent(path)) else { continue }
      said += String(decoding: bytes, as: UTF8.self)
    }
    for secret in [ObjectStore.secretKey, ObjectStore.sessionToken] { #expect(!said.contains(secret)) }
  }
}
