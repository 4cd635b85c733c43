import Foundation
import TestPeers
import Testing

@Suite("The pages in a browser")
struct WorkbenchBrowserTests {
  @Test(
    "Lists, evidence, forms of two evaluators, live progress, trends and comparison work in Chromium; axe finds nothing"
  )
  func visit() async throws {
    let shop = try await Workshop.copy()
    let program = try await PeerProcess(Workshop.program.path) { _, port in
      ["serve", shop.folder.path, "--port", String(port)]
    }
    let pictures = FileManager.default.temporaryDirectory.appendingPathComponent("pictures-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: pictures, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: pictures) }
    let ended = try await PeerClient.run(
      try PeerPython.interpreter().path,
      [
        Project.root.appendingPathComponent("Tests/WorkbenchTests/Browser/visit.py").path,
        "http://127.0.0.1:\(program.port)", pictures.path,
      ], within: 240)
    let lines = ended.output.split(separator: "\n")
    #expect(ended.status == 0 && !lines.contains { $0.hasPrefix("FAULT") }, "\(ended.output)")
    #expect(lines.count { $0.hasPrefix("ok ") } >= 25, "\(ended.output)")
  }
}
