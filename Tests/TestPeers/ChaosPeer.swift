import Foundation

/// A peer that speaks DICOM, DICOMweb, FHIR, SOAP and HL7 v2 on one port and misbehaves by seed, in Python.
public enum ChaosPeer {
  /// What is done in one exchange.
  public struct Exchange: Decodable, Hashable, Sendable {
    /// `dicom`, `dicomweb`, `fhir`, `soap` or `hl7`.
    public var protocolName: String
    /// What is done, as the script `Python/chaos.py` names it; `none` for a good answer.
    public var deed: String

    private enum CodingKeys: String, CodingKey {
      case protocolName = "protocol"
      case deed
    }
  }

  /// Where credentials that came over HTTP are given back.
  public enum Echo: String, Sendable {
    /// In a header field of a refusal.
    case fields
    /// In the content of the answer.
    case content
  }

  /// A patient who is found beside the one asked for.
  public struct Planted: Sendable {
    /// Identifier.
    public var id: String
    /// Family name.
    public var family: String
    /// Given name.
    public var given: String
    /// Day of birth, YYYYMMDD.
    public var birth: String
    /// Address.
    public var address: String

    /// Makes a patient.
    public init(id: String, family: String, given: String, birth: String, address: String) {
      self.id = id
      self.family = family
      self.given = given
      self.birth = birth
      self.address = address
    }
  }

  /// Starts it.
  ///
  /// - Parameters:
  ///   - seed: From which its deeds follow; it behaves where nil.
  ///   - planted: Patients who are found beside whoever is asked for.
  ///   - echoes: Where it gives back the credentials that came with a request over HTTP; nowhere where nil.
  ///   - host: Address that it listens on; `::1` takes no IPv4.
  public static func start(
    seed: String? = nil, planted: [Planted] = [], echoes: Echo? = nil, host: String = "127.0.0.1"
  ) async throws -> PeerProcess {
    let patients = planted.map {
      ["id": $0.id, "family": $0.family, "given": $0.given, "birth": $0.birth, "address": $0.address]
    }
    var options: [String: any Sendable] = ["planted": patients, "host": host]
    options["echoes"] = echoes?.rawValue
    options["seed"] = seed
    return try await PythonPeer.start("chaos.py", options)
  }

  /// What a peer does in its first exchanges.
  public static func plan(of peer: PeerProcess, count: Int) async throws -> [Exchange] {
    let asked = try await PeerClient.run("curl", ["-s", "http://127.0.0.1:\(peer.port)/plan?count=\(count)"])
    return try JSONDecoder().decode([Exchange].self, from: Data(asked.output.utf8))
  }
}
