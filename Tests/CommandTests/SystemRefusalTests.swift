import Foundation
import TestPeers
import Testing

/// What the system refuses: ports that are taken, folders that cannot be made.
@Suite("Refusals of the system")
struct SystemRefusalTests {
  /// What no message may show: names of types and functions of libraries, and sentences that end twice.
  static let internals = [
    "Error Domain", "NSCocoa", "NSPOSIX", "descriptor:", "errno", "could not be completed", ".. ",
  ]

  @Test(
    "A folder that cannot be made is told in the system's words",
    arguments: [
      ["run", "SPEC", "--network", "NETWORK", "--out", "/proc/x"], ["render", "SPEC", "--out", "/proc/x"],
      ["init", "/proc/x"], ["simulate", "NETWORK", "--ports", "auto", "--write", "/proc/x"],
      ["schema", "--out", "/proc/x"], ["demo", "--out", "/proc/x"],
    ])
  func folders(arguments: [String]) async throws {
    let tender = try Tender(port: 104)
    let given = arguments.map { ["SPEC": Tender.specification, "NETWORK": tender.network][$0] ?? $0 }
    let ended = try await AssayProcess(given).ended()
    #expect(ended.status == 3, "\(ended.error)")
    #expect(ended.error.contains("/proc/x") && ended.error.contains("No such file or directory"), "\(ended.error)")
    for word in Self.internals { #expect(!ended.error.contains(word), "\(ended.error)") }
  }

  @Test("A port that is taken is told in the system's words, with what to do")
  func ports() async throws {
    let peer = try await MisbehavingPeer(.none)
    let tender = try Tender(port: peer.port)
    let simulated = try await Assay.run("simulate", tender.network)
    #expect(simulated.status == 3 && simulated.error.contains("--ports auto"), "\(simulated.error)")
    let served = try await Assay.run("serve", tender.path("bid"), "--port", "\(peer.port)")
    #expect(served.status == 3 && served.error.contains("--port 0"), "\(served.error)")
    for error in [simulated.error, served.error] {
      #expect(error.contains("Address already in use"), "\(error)")
      for word in Self.internals { #expect(!error.contains(word), "\(error)") }
    }
    peer.stop()
  }

  @Test("A mistyped file is told with the name that was probably meant")
  func names() async throws {
    let tender = try Tender(port: 104)
    let wrong = try await Assay.run("check", tender.path("netwrok.yaml"))
    #expect(wrong.status == 2 && wrong.error.contains("did you mean `network.yaml`?"), "\(wrong.error)")
    let empty = try await Assay.run("check", tender.path("bid"), "--spec", tender.path("none"))
    #expect(empty.status == 2 && empty.error.contains("there is no such file"), "\(empty.error)")
    let nothing = try tender.write("", "nothing/else.txt")
    let folder = URL(fileURLWithPath: nothing).deletingLastPathComponent().path
    let unspecified = try await Assay.run("check", folder)
    #expect(unspecified.status == 2 && unspecified.error.contains("assay init"), "\(unspecified.error)")
    for command in ["judge", "report", "cleanup"] {
      let ended = try await Assay.run(command, folder)
      #expect(ended.status == 2 && ended.error.contains("is no run directory"), "\(ended.error)")
    }
  }
}
