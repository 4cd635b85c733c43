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
    observation: DirectoryFields.fields,
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
      DirectoryFields.note(outcome.code, outcome.message, outcome.entries, in: &observation)
      told = "result \(outcome.code), \(outcome.entries.count) entries"
      failure = DirectoryFields.refusal(outcome.code, outcome.message, inputs, at: "ldap")
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
