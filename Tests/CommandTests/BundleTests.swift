import Foundation
import TestPeers
import Testing

/// Signed evidence from a vendor to a buyer: made, verified, and refused where anything does not hold.
@Suite("Bundles", .timeLimit(.minutes(4)))
struct BundleTests {
  /// A run, a key, and the bundle of the two.
  private struct Made {
    let tender: Tender
    let key: String
    let bundle: String
    let fingerprint: String
  }

  private func made(_ arguments: [String] = []) async throws -> Made {
    let tender = try await RecordedSample.copy()
    let (key, bundle) = (tender.path("acme.key"), tender.path("acme.zip"))
    let keyed = try await Assay.run("key", key)
    #expect(keyed.status == 0, "\(keyed.error)")
    let ended = try await AssayProcess(["bundle", tender.out, "--key", key, "--out", bundle] + arguments).ended()
    #expect(ended.status == 0, "\(ended.error)")
    let fingerprint = try #require(keyed.output.split(separator: "\n").last.map(String.init))
    return Made(tender: tender, key: key, bundle: bundle, fingerprint: fingerprint)
  }

  /// Changes an archive by another implementation of ZIP.
  private func rewrite(_ bundle: String, to target: String, _ change: String) async throws {
    let ended = try await PeerClient.python(
      """
      import sys, zipfile
      source = zipfile.ZipFile(sys.argv[1])
      members = [(info.filename, source.read(info)) for info in source.infolist()]
      extra = []
      \(change)
      with zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_DEFLATED) as target:
          for name, content in members: target.writestr(name, content)
          for name, content in extra: target.writestr(name, content)
      """, [bundle, target])
    #expect(ended.status == 0, "\(ended.output)")
  }

  @Test("A bundle holds for its buyer: by the key's file, by its fingerprint, by the buyer's own specification")
  func holds() async throws {
    let made = try await made()
    let ended = try await Assay.run(
      "verify", made.bundle, "--key", "\(made.key).pub", "--spec", "\(made.tender.out)/specification", "--out",
      made.tender.path("unpacked"))
    #expect(ended.status == 0, "\(ended.error)")
    #expect(ended.output.contains("The key is the one that was expected."), "\(ended.output)")
    let judged = try await Assay.run("judge", made.tender.path("unpacked"), "--quiet")
    #expect(judged.status == 4, "\(judged.error)")
    let other = try await Assay.run("verify", made.bundle, "--key", made.fingerprint)
    #expect(other.status == 0, "\(other.error)")
    let unpinned = try await Assay.run("verify", made.bundle)
    #expect(unpinned.status == 0 && unpinned.output.contains("give --key"), "\(unpinned.output)")
    // Another implementation agrees about the signature.
    let openssl = try await PeerClient.python(
      """
      import base64, json, sys, zipfile
      from cryptography.hazmat.primitives.serialization import load_pem_public_key
      archive = zipfile.ZipFile(sys.argv[1])
      signature = json.loads(archive.read("signature.json"))
      key = load_pem_public_key(open(sys.argv[2], "rb").read())
      key.verify(base64.b64decode(signature["signature"]), b"assay bundle edition 1\\n" + archive.read("manifest.json"))
      print("holds")
      """, [made.bundle, "\(made.key).pub"])
    #expect(openssl.output.contains("holds"), "\(openssl.output)")
  }

  @Test("A key is made for its owner alone, never overwritten, and refused once others can read it")
  func keys() async throws {
    let made = try await made()
    let mode = try FileManager.default.attributesOfItem(atPath: made.key)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(try await Assay.run("key", made.key).status == 2)
    let shown = try await Assay.run("key", "\(made.key).pub", "--show")
    #expect(shown.output.contains(made.fingerprint))
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: made.key)
    let refused = try await Assay.run(
      "bundle", made.tender.out, "--key", made.key, "--out", made.tender.path("second.zip"))
    #expect(refused.status == 2 && refused.error.contains("mode 640"), "\(refused.error)")
    #expect(!FileManager.default.fileExists(atPath: made.tender.path("second.zip")))
  }

  @Test("Another key, another specification and a forged verdict are each named, with 6")
  func refused() async throws {
    let made = try await made()
    let other = try await Assay.run("key", made.tender.path("other.key"))
    let stranger = try #require(other.output.split(separator: "\n").last.map(String.init))
    let byOther = try await Assay.run("verify", made.bundle, "--key", stranger)
    #expect(byOther.status == 6 && byOther.error.contains("signed by another key"), "\(byOther.error)")
    let bySpec = try await Assay.run("verify", made.bundle, "--spec", "Specs/dicom-baseline/profile.yaml")
    #expect(bySpec.status != 0, "\(bySpec.output)")
    let tampered = try await RecordedSample.copy()
    let specification = "\(tampered.out)/specification"
    let copy = tampered.path("changed")
    try FileManager.default.copyItem(atPath: specification, toPath: copy)
    let file = "\(copy)/specification.yaml"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try (text + "\n# a remark\n").write(toFile: file, atomically: true, encoding: .utf8)
    let changed = try await Assay.run("verify", made.bundle, "--spec", copy)
    #expect(changed.status == 6 && changed.error.contains("another specification"), "\(changed.error)")
  }

  @Test(
    "What was done to a bundle is named exactly",
    arguments: [
      (
        "members = [(n, c.replace(b'\"not met\"', b'\"met\"') if n == 'run/verdicts.json' else c) for n, c in members]",
        6, "run/verdicts.json was altered"
      ),
      (
        "members = [(n, c + b' ' if n == 'manifest.json' else c) for n, c in members]", 6, "the signature does not hold"
      ),
      ("members = [m for m in members if m[0] != 'run/evidence.jsonl']", 6, "run/evidence.jsonl is missing"),
      ("members = [m for m in members if m[0] != 'signature.json']", 6, "is not signed"),
      ("members = [m for m in members if m[0] != 'manifest.json']", 2, "holds no manifest.json"),
      ("extra = [('run/bid/more.txt', b'x')]", 6, "run/bid/more.txt was added"),
      ("extra = [('../../evil.txt', b'x')]", 2, "leaves its folder: ../../evil.txt"),
      ("extra = [('/etc/evil', b'x')]", 2, "leaves its folder"),
      ("extra = [('run\\\\evil', b'x')]", 6, "run/evil was added"),
      ("extra = [members[-1]]", 2, "twice"),
      ("extra = [('run/bomb', bytes(300 << 20))]", 2, "more than a reader accepts"),
    ])
  func altered(change: String, status: Int32, words: String) async throws {
    let made = try await made()
    let target = made.tender.path("changed.zip")
    try await rewrite(made.bundle, to: target, change)
    let ended = try await Assay.run("verify", target, "--key", "\(made.key).pub")
    #expect(ended.status == status, "\(ended.output)\(ended.error)")
    #expect(ended.error.contains(words), "\(ended.error)")
  }

  @Test("A bundle that is cut off, and a file that is none, end with 2")
  func truncated() async throws {
    let made = try await made()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: made.bundle))
    let target = URL(fileURLWithPath: made.tender.path("cut.zip"))
    try bytes.prefix(bytes.count * 2 / 3).write(to: target)
    let cut = try await Assay.run("verify", target.path)
    #expect(cut.status == 2 && cut.error.contains("cut off or damaged"), "\(cut.error)")
    try Data("hello".utf8).write(to: target)
    let none = try await Assay.run("verify", target.path)
    #expect(none.status == 2 && none.error.contains("is not a bundle"), "\(none.error)")
  }

  @Test("No bundle is made of a record with a planted word or a real patient's number, and each place is named")
  func patients() async throws {
    let made = try await made()
    let canary = try made.tender.write("aSsAy_1\n", "canary.txt")
    let target = made.tender.path("second.zip")
    let ended = try await Assay.run(
      "bundle", made.tender.out, "--key", made.key, "--out", target, "--canary", canary)
    #expect(ended.status == 2, "\(ended.output)")
    #expect(ended.error.contains("transcripts/") && ended.error.contains("message 3 (sent)"), "\(ended.error)")
    #expect(!ended.error.lowercased().contains("assay_1") && !FileManager.default.fileExists(atPath: target))
    let harmless = try made.tender.write("word-that-is-nowhere\n", "harmless.txt")
    let fine = try await Assay.run(
      "bundle", made.tender.out, "--key", made.key, "--out", target, "--canary", harmless)
    #expect(fine.status == 0, "\(fine.error)")
  }

  @Test("Hosts are taken out where it is asked, everywhere, and the verdicts stay")
  func hosts() async throws {
    let made = try await made(["--hide-hosts"])
    let ended = try await Assay.run("verify", made.bundle, "--out", made.tender.path("unpacked"))
    #expect(ended.status == 0 && ended.output.contains("hosts in"), "\(ended.output)\(ended.error)")
    let files = try #require(FileManager.default.enumerator(atPath: made.tender.path("unpacked"))).compactMap {
      $0 as? String
    }
    for file in files where !file.hasPrefix("specification/") {
      let content = FileManager.default.contents(atPath: made.tender.path("unpacked/\(file)")) ?? Data()
      #expect(!String(decoding: content, as: UTF8.self).contains("127.0.0.1"), "\(file)")
    }
  }

  @Test("A time stamp of the bundle holds by its authority, and by no other bytes or authority")
  func timestamp() async throws {
    let made = try await made()
    let authority = try StampingAuthority()
    let token = try await authority.stamp(made.bundle)
    let ended = try await Assay.run(
      "verify", made.bundle, "--key", made.fingerprint, "--timestamp", token, "--authority", authority.root)
    #expect(ended.status == 0 && ended.output.contains("Stamped at "), "\(ended.output)\(ended.error)")
    let foreign = try await authority.stamp(made.key + ".pub")
    let other = try await Assay.run("verify", made.bundle, "--timestamp", foreign, "--authority", authority.root)
    #expect(other.status == 6 && other.error.contains("other bytes"), "\(other.error)")
    let stranger = try StampingAuthority()
    let untrusted = try await Assay.run("verify", made.bundle, "--timestamp", token, "--authority", stranger.root)
    #expect(untrusted.status == 6 && untrusted.error.contains("does not lead to the authority"), "\(untrusted.error)")
  }
}
