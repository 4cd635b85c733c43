import Evidence
import Foundation
import IHE
import Specification

/// `dns.lookup`: the records of a name.
enum DNSLookupProbe: Probe {
  static let description = StepDescription(
    name: "dns.lookup",
    summary: "Asks the network's name server for the records of a name, such as those that tell where a directory is.",
    effect: .read, endpoint: .dns,
    inputs: [
      StepInput("name", .string, required: true, meaning: "The name, `_ldap._tcp.example.org`."),
      StepInput(
        "type", .word(NameRecord.Kind.allCases.map(\.text)), standardValue: "SRV", meaning: "Kind of the records."),
    ],
    observation: [
      Field(
        "code", .number, .when("an answer came"),
        meaning: "Response code: 0 for none, 3 for a name that does not exist.",
        source: "RFC 1035 §4.1.1"),
      Field(
        "records",
        .list(
          of: .record([
            Field("name", .string, meaning: "Whose record it is."),
            Field("type", .word(NameRecord.Kind.allCases.map(\.text)), meaning: "Its kind."),
            Field("value", .string, meaning: "Address, name or text; of a service its host."),
            Field("port", .number, .when("type == SRV"), meaning: "Port of the service.", source: "RFC 2782"),
            Field("priority", .number, .when("type == SRV"), meaning: "Lower ones are tried first."),
            Field("weight", .number, .when("type == SRV"), meaning: "Share among those of one priority."),
            Field("time-to-live", .duration, meaning: "How long it may be kept."),
          ]), key: "name"), .when("an answer came"), meaning: "The records of the answer.", source: "RFC 1035 §4.1.3"),
    ],
    example: """
      - do: dns.lookup
        at: names
        with: {name: _ldap._tcp.example.org}
        expect: |
          some records[*].port == 636
      """,
    sources: ["ITI TF-2 §3.23", "RFC 1035", "RFC 2782"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard let place = TLSEndpoint(.dns, in: context)?.target else {
      return .misuse("The network file gives no dns endpoint for \(context.system.reference).")
    }
    let kind = NameRecord.Kind.allCases.first { $0.text == inputs.text("type") } ?? .srv
    let start = ContinuousClock.now
    var observation: [String: Value] = ["outcome": .string("completed")]
    let query = NameQuery(host: place.host, port: place.port, group: context.group)
    let time = min(Duration.nanoseconds(context.deadline), .seconds(5))
    do throws(DatagramExchange.Failure) {
      guard let exchange = try await query.ask(inputs.text("name") ?? "", kind, within: time) else {
        return .misuse("\(inputs.text("name") ?? "") is no name that a name server can have.")
      }
      observation["duration"] = .duration(nanoseconds: (ContinuousClock.now - start).nanoseconds)
      let failure = note(exchange, &observation)
      return StepResult(observation: observation, failure: failure, transcript: transcript(exchange, observation))
    } catch {
      observation["duration"] = .duration(nanoseconds: (ContinuousClock.now - start).nanoseconds)
      observation["outcome"] = .string(error.isTimeOut ? "timed-out" : "unreachable")
      return StepResult(
        observation: observation,
        failure: StepFailure(
          blame: .network, message: "\(place.host) port \(place.port): \(error).",
          advice: "Check the dns endpoint in the network file, and that no firewall keeps UDP away; then run again."),
        transcript: Transcript(), isUnreachable: true)
    }
  }

  private static func note(_ exchange: NameQuery.Exchange, _ observation: inout [String: Value]) -> StepFailure? {
    switch exchange.answer {
    case .failure(let fault):
      observation["outcome"] = .string("malformed")
      return StepFailure(blame: .system, message: "The answer can't be read: \(fault).", rule: fault.rule)
    case .success(let answer):
      observation["code"] = .number(Decimal(answer.code))
      observation["records"] = .list(answer.records.map(record))
      guard answer.isTruncated else { return nil }
      observation["outcome"] = .string("failed")
      return StepFailure(
        blame: .harness, message: "The answer does not fit into one datagram, and the rest was not asked for.",
        rule: "RFC 1035 §4.2.1", advice: "Ask for a name with fewer records.")
    }
  }

  private static func record(_ record: NameRecord) -> Value {
    var fields: [String: Value] = [
      "name": .string(record.name), "type": .string(record.kind.text),
      "time-to-live": .duration(nanoseconds: Int64(record.timeToLive) * 1_000_000_000),
    ]
    switch record.value {
    case .address(let text): fields["value"] = .string(text)
    case .name(_, let text): fields["value"] = .string(text)
    case .texts(let texts): fields["value"] = .string(texts.joined())
    case .service(let priority, let weight, let port, let target):
      fields["value"] = .string(target)
      fields["port"] = .number(Decimal(port))
      fields["priority"] = .number(Decimal(priority))
      fields["weight"] = .number(Decimal(weight))
    }
    return .record(fields)
  }

  private static func transcript(_ exchange: NameQuery.Exchange, _ observation: [String: Value]) -> Transcript {
    Transcript(entries: [
      Transcript.Entry(
        microseconds: 0, direction: .sent, summary: "DNS query", details: [], length: exchange.sent.count,
        hex: Transcript.hexadecimal(exchange.sent)),
      Transcript.Entry(
        microseconds: 0, direction: .received, summary: "DNS response", details: [], length: exchange.received.count,
        hex: Transcript.hexadecimal(Array(exchange.received.prefix(512)))),
    ])
  }
}
