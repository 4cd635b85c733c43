import DICOM
import Foundation
import NIOCore
import TestPeers
import Testing

/// Objects of other makers, judged by this checker and by dciodvfy of dicom3tools.
@Suite("Objects against another checker")
struct SecondOpinionTests {
  /// Errors that only this checker finds, each with the reason why it is right: end of the path and beginning of the text.
  static let explained: [(path: String, message: String, reason: String)] = [
    (
      "ReferencedRTPlanSequence[0].ReferencedSOPInstanceUID", "no valid UID",
      "a component begins with 0 (PS3.5 §9.1); dciodvfy says so of other files and stops before it in these"
    ),
    (
      "NumberOfFrames", "no integer",
      "a fraction in IS (PS3.5 §6.2); dciodvfy does not look at values of SOP classes that it does not find"
    ),
    ("AccessionNumber", "a NUL character", "SH is padded with spaces (PS3.5 §6.2)"),
  ]

  /// Files that come with pydicom, and those that highdicom makes of them.
  private static func files() throws -> [URL] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("assay-objects-\(UUID().uuidString)")
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/objects.py")
    let made = try output(of: PeerPython.interpreter(), [script.path, folder.path])
    #expect(made.status == 0, "highdicom is needed")
    // Only what lies in the package: its own look-up would try to download the rest.
    let program = """
      from pathlib import Path
      import pydicom.data
      for file in sorted(Path(pydicom.data.__file__).parent.rglob("*.dcm")): print(file)
      """
    let shipped = try output(of: PeerPython.interpreter(), ["-c", program])
    #expect(shipped.status == 0, "pydicom is needed")
    let own = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    return shipped.text.split(separator: "\n").map { URL(fileURLWithPath: String($0)) } + own
  }

  private static func output(of program: URL, _ arguments: [String]) throws -> (status: Int32, text: String) {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  @Test("Every error found in other makers' objects is found by dciodvfy too, or explained")
  func agreement() throws {
    let dciodvfy = try PeerProcess.find("dciodvfy")
    var agreed = 0
    var sound: Set<String> = []
    var unexplained: [String] = []
    let files = try Self.files()
    for file in files {
      guard let data = FileManager.default.contents(atPath: file.path),
        let object = try? DICOMFile(reading: ByteBuffer(bytes: data)).dataSet
      else { continue }
      let errors = ObjectConformance.check(object).errors
      if errors.isEmpty { sound.insert(file.lastPathComponent) }
      guard !errors.isEmpty else { continue }
      let lines = try Self.output(of: dciodvfy, ["-new", file.path]).text.split(separator: "\n")
        .filter { $0.hasPrefix("Error") }
      for error in errors {
        let keyword = error.tag.keyword ?? error.tag.description
        if lines.contains(where: { $0.contains(keyword) }) {
          agreed += 1
        } else if !Self.explained.contains(where: { error.path == $0.path && error.message.hasPrefix($0.message) }) {
          unexplained.append("\(file.lastPathComponent): \(error)")
        }
      }
    }
    #expect(unexplained == [])
    // The test would prove nothing if there were nothing to agree on.
    #expect(files.count > 100)
    #expect(agreed > 80)
    // highdicom's objects follow the standard.
    #expect(
      sound.isSuperset(of: ["report-3d.dcm", "key-objects.dcm", "segmentation-binary.dcm", "presentation-state.dcm"]))
  }
}
