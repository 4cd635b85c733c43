import Foundation
import NIOPosix
import TestPeers

@testable import TransportSecurity

/// Inspects ports on loopback.
enum InspectionBench {
  static let authority = Result { try CertificateAuthority() }
  static let greeting = Array("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)

  static func target(_ port: Int, trust: String? = nil, client: (key: String, certificate: String)? = nil)
    -> InspectionTarget
  {
    InspectionTarget(
      host: "127.0.0.1", port: port, serverName: "localhost", trustRootsFile: trust,
      clientCertificateFile: client?.certificate, clientKeyFile: client?.key, greeting: greeting,
      isService: { $0.starts(with: Array("HTTP/".utf8)) }, applicationProtocols: ["h2", "http/1.1"])
  }

  static func inspect(
    _ target: InspectionTarget, seconds: Int = 60, single: Duration = .seconds(5)
  ) async -> TLSInspector.Result {
    await TLSInspector.inspect(
      target, at: Int64(Date().timeIntervalSince1970), within: .seconds(seconds), single: single,
      group: MultiThreadedEventLoopGroup.singleton)
  }

  /// Suites that `sslscan` finds, by version, as `TLSv1.2 0xC02F`, its names for versions.
  static func sslscan(_ port: Int) throws -> Set<String> {
    let text = try output("sslscan", ["--xml=-", "--no-colour", "127.0.0.1:\(port)"])
    var found: Set<String> = []
    for line in text.split(separator: "\n") where line.contains("<cipher ") {
      let values = line.split(separator: "\"", omittingEmptySubsequences: false).map(String.init)
      func value(_ name: String) -> String? {
        values.firstIndex { $0.hasSuffix(" \(name)=") }.flatMap { $0 + 1 < values.count ? values[$0 + 1] : nil }
      }
      guard let version = value("sslversion"), let id = value("id") else { continue }
      found.insert("\(version) \(id.uppercased().replacingOccurrences(of: "0X", with: "0x"))")
    }
    return found
  }

  static func output(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = try PeerProcess.find(program)
    process.arguments = arguments
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
