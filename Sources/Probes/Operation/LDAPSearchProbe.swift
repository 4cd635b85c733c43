import Evidence
import Foundation
import HTTPExchange
import IHE
import Inventory
import Specification

/// `ldap.search`: entries of a directory.
enum LDAPSearchProbe: Probe {
  static let description = StepDescription(
    name: "ldap.search", summary: "Looks entries of a directory up by LDAP: organisations, people, endpoints.",
    effect: .read, endpoint: .ldap,
    inputs: [
      StepInput("filter", .string, required: true, meaning: "The filter, `(hcIdentifier=RGT:ODS:active)`."),
      StepInput(
        "base", .string, standardValue: "that of the network file",
        meaning: "Distinguished name of the entry below which is searched."),
      StepInput(
        "scope", .word(DirectorySearch.Scope.allCases.map(\.rawValue)), standardValue: "subtree", meaning: "How deep."),
      StepInput(
        "attributes", .list(of: .string, key: nil), standardValue: "all", meaning: "Attributes that are asked for."),
      WebFields.anonymousInput,
    ],
    observation: [
      Field("code", .number, .when("a result came"), meaning: "Result code: 0 for success.", source: "RFC 4511 §4.1.9"),
      Field("message", .string, .when("a result came"), meaning: "The directory's own words; empty for none."),
      Field(
        "entries",
        .list(
          of: .record([
            Field("name", .string, meaning: "Distinguished name."),
            Field(
              "attributes",
              .list(
                of: .record([
                  Field("name", .string, meaning: "Description of the attribute in lower case."),
                  Field("values", .list(of: .string, key: nil), meaning: "Its values."),
                ]), key: "name"), meaning: "Attributes."),
          ]), key: "name"), .when("a result came"), meaning: "Entries found.", source: "RFC 4511 §4.5.2"),
    ],
    example: """
      - do: ldap.search
        at: directory
        with: {filter: "(o=North Hospital)", attributes: [hcIdentifier]}
        expect: |
          code == 0
          entries.count == 1
          entries[0].attributes[hcidentifier].values contains "RGT:ODS:active"
      """,
    sources: ["ITI TF-2 §3.58", "RFC 4511", "RFC 4515"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard case .address(let endpoint)? = context.system.endpoints[.ldap],
      let place = TLSEndpoint(.ldap, in: context)?.target
    else { return .misuse("The network file gives no ldap endpoint for \(context.system.reference).") }
    var search = DirectorySearch(
      host: place.host, port: place.port, base: inputs.text("base") ?? endpoint.settings["base"] ?? "",
      scope: inputs.text("scope").flatMap(DirectorySearch.Scope.init) ?? .subtree,
      filter: inputs.text("filter") ?? "")
    if case .list(let names)? = inputs.values["attributes"] { search.attributes = StepInputs.words(names) }
    if let tls = endpoint.tls {
      search.security = DirectorySearch.Security(
        trustRootsFile: context.path(tls.trust), certificateFile: context.path(tls.certificate),
        privateKeyFile: context.path(tls.key))
    }
    if inputs.values["anonymous"] != .boolean(true), case .basic(let name, let password)? = endpoint.authorization {
      do throws(SecretReading.Problem) {
        search.credentials = (name, try SecretReading(context: context).secret(password).value)
      } catch {
        return .misuse("The secret for \(context.system.reference) can't be read: \(error.message)")
      }
    }
    let start = ContinuousClock.now
    var observation: [String: Value] = ["outcome": .string("completed")]
    var failure: StepFailure?
    var isUnreachable = false
    let told: String
    do throws(DirectorySearch.Failure) {
      let outcome = try await search.run(within: min(.nanoseconds(context.deadline), .seconds(30)))
      observation["code"] = .number(Decimal(outcome.code))
      observation["message"] = .string(outcome.message)
      observation["entries"] = .list(outcome.entries.map(entry))
      told = "result \(outcome.code), \(outcome.entries.count) entries"
      failure = refusal(outcome, inputs)
      if failure != nil { observation["outcome"] = .string("refused") }
    } catch {
      told = "\(error)"
      let (outcome, blame, advice): (String, StepFailure.Blame, String) =
        switch error {
        case .unreachable:
          (
            "unreachable", .network,
            "Check the ldap endpoint in the network file, its tls block, and that no firewall stands between."
          )
        case .timedOut: ("timed-out", .network, "Ask whether the directory behind the port runs.")
        case .malformed: ("malformed", .system, "Something that is no LDAP answers there, or answers out of form.")
        case .misuse: ("failed", .harness, "Check the filter, and the tls block of the network file.")
        }
      observation["outcome"] = .string(outcome)
      isUnreachable = outcome == "unreachable" || outcome == "timed-out"
      failure = StepFailure(
        blame: blame, message: "\(place.host) port \(place.port): \(error).", rule: blame == .system ? "RFC 4511" : nil,
        advice: advice)
    }
    observation["duration"] = .duration(nanoseconds: (ContinuousClock.now - start).nanoseconds)
    return StepResult(
      observation: observation, failure: failure, transcript: transcript(search, told), isUnreachable: isUnreachable)
  }

  /// Codes by which a directory does not let us in: invalid credentials, insufficient access, stronger authentication,
  /// busy, unavailable (RFC 4511 Appendix A).
  private static func refusal(_ outcome: DirectorySearch.Outcome, _ inputs: StepInputs) -> StepFailure? {
    let text = outcome.message.isEmpty ? "" : ": \(outcome.message)"
    switch outcome.code {
    case 7, 8, 13, 48, 49, 50:
      guard inputs.values["anonymous"] != .boolean(true) else { return nil }
      return StepFailure(
        blame: .configuration, message: "The directory does not let the harness in (result \(outcome.code))\(text).",
        rule: "RFC 4511 §4.1.9", advice: "Check the authorization block of the ldap endpoint in the network file.")
    case 51, 52:
      return StepFailure(
        blame: .network, message: "The directory can't serve at present (result \(outcome.code))\(text).",
        rule: "RFC 4511 §4.1.9", advice: "Run again later.")
    default: return nil
    }
  }

  private static func entry(_ entry: DirectoryEntry) -> Value {
    .record([
      "name": .string(entry.name),
      "attributes": .list(
        entry.attributes.map { attribute in
          .record([
            "name": .string(attribute.name.lowercased()), "values": .list(attribute.values.map { .string($0) }),
          ])
        }),
    ])
  }

  private static func transcript(_ search: DirectorySearch, _ told: String) -> Transcript {
    let details = [
      "base \(search.base), scope \(search.scope.rawValue), filter \(search.filter)",
      search.credentials.map { "as \($0.name)" } ?? "anonymous",
    ]
    return Transcript(entries: [
      Transcript.Entry(
        microseconds: 0, direction: .sent, summary: "LDAP search", details: details, length: 0, hex: ""),
      Transcript.Entry(microseconds: 0, direction: .received, summary: told, details: [], length: 0, hex: ""),
    ])
  }
}
