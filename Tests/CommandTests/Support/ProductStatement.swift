import Foundation
import TestPeers

/// The conformance statements that the two products bring along.
enum ProductStatement {
  /// Orthanc serves its own.
  static func orthanc(_ orthanc: Orthanc) async throws -> Data {
    try await output(
      of: "curl",
      [
        "--silent", "--fail", "--max-time", "10", "--retry", "10", "--retry-connrefused", "--retry-delay", "1",
        "http://127.0.0.1:\(orthanc.httpPort)/tools/dicom-conformance",
      ])
  }

  /// What pynetdicom's archive says of itself.
  static func qrscp() async throws -> Data {
    let python = try PeerPython.interpreter().path
    return try await output(of: python, ["-m", "pynetdicom", "qrscp", "--help"])
  }

  /// The conformance part of dcmqrscp's manual page.
  static func dcmqrscp(work: URL) async throws -> Data { try await page("dcmqrscp", work: work) }

  /// The conformance part of the manual page of a program of DCMTK, from the installed page or, where the system leaves pages
  /// out, from its package.
  static func page(_ program: String, work: URL) async throws -> Data {
    try await output(
      of: "sh",
      [
        "-c",
        #"""
        set -e
        page=/usr/share/man/man1/$1.1.gz
        if [ ! -f "$page" ]; then
          cd "$0"
          apt-get download dcmtk >/dev/null 2>&1
          dpkg-deb --fsys-tarfile dcmtk_*.deb | tar -x ./usr/share/man/man1/$1.1.gz
          page="$0/usr/share/man/man1/$1.1.gz"
        fi
        zcat "$page" | awk '
          /^\.SH/ { keep = ($0 ~ /NAME/) }
          /^\.SS/ { keep = ($0 ~ /Conformance|Query Keys/) }
          keep || /^\.TH/'
        """#, work.path, program,
      ])
  }

  private static func output(of program: String, _ arguments: [String]) async throws -> Data {
    let process = Process()
    process.executableURL = try PeerProcess.find(program)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0, !data.isEmpty else {
      throw PeerProcess.Unavailable(description: "\(program) gave no conformance statement")
    }
    return data
  }
}
