import Foundation
import Inventory
import Probes
import Specification

/// Whether the secrets and certificates that a network file names are where it says. None of them is read.
struct SecretCheck {
  private let folder: String
  private let inputs: Set<String>

  /// - Parameter folder: What the paths of the network file are relative to.
  init(plan: Plan, folder: String) {
    self.folder = folder
    inputs = Set(plan.rules.inputs.filter { $1.isSecret && $1.value == nil }.keys)
  }

  /// What some steps would miss.
  func gaps(of steps: [Step], binding: [String: String], systems: [String: Inventory.System]) -> [Readiness.Gap] {
    var gaps: [Readiness.Gap] = []
    for step in steps {
      guard let reference = binding[step.at], let system = systems[reference],
        let description = StepRegistry.catalogue.descriptions[step.kind]
      else { continue }
      let name = description.endpoint(with: step.inputs)
      for place in places(of: system.endpoints[name]) where !isThere(place) {
        let gap = Readiness.Gap(
          title: "The \(name.rawValue) endpoint of \(reference) needs \(words(place)), which is not there",
          advice: advice(place))
        if !gaps.contains(gap) { gaps.append(gap) }
      }
    }
    return gaps + missingInputs(of: steps)
  }

  /// Secret inputs of the specification that nobody gave.
  private func missingInputs(of steps: [Step]) -> [Readiness.Gap] {
    guard !inputs.isEmpty else { return [] }
    let named = Set(steps.flatMap { $0.inputs.values.flatMap(Self.names) })
    return inputs.intersection(named).sorted().map { name in
      let variable = "ASSAY_INPUT_" + name.uppercased().replacing("-", with: "_")
      return Readiness.Gap(
        title: "The secret input \(name) has no value", advice: "Set the environment variable \(variable).")
    }
  }

  private static func names(in argument: Argument) -> [String] {
    switch argument {
    case .value: []
    case .template(let template, _, _):
      template.pieces.compactMap { if case .name(let name) = $0 { name } else { nil } }
    case .list(let arguments, _): arguments.flatMap(names)
    case .record(let fields, _): fields.values.flatMap(names)
    }
  }

  private func places(of endpoint: Endpoint?) -> [SecretPlace] {
    switch endpoint {
    case .dicom(let dicom): files(of: dicom.tls)
    case .address(let address): files(of: address.tls) + secrets(of: address.authorization)
    case nil: []
    }
  }

  private func files(of tls: TLSSettings?) -> [SecretPlace] {
    [tls?.trust, tls?.certificate, tls?.key].compactMap { $0.map(SecretPlace.file) }
  }

  private func secrets(of authorization: Authorization?) -> [SecretPlace] {
    switch authorization {
    case nil: []
    case .basic(_, let password): [password]
    case .bearer(let token): [token]
    case .assertion(let settings): [.file(settings.certificate), settings.key]
    case .clientCredentials(let settings):
      switch settings.authentication {
      case .secret(let place): [place]
      case .privateKey(let place, _, _): [place]
      }
    }
  }

  private func isThere(_ place: SecretPlace) -> Bool {
    switch place {
    case .environment(let name): !(Terminal.environment[name] ?? "").isEmpty
    case .file(let file): FileManager.default.isReadableFile(atPath: file.hasPrefix("/") ? file : "\(folder)/\(file)")
    }
  }

  private func words(_ place: SecretPlace) -> String {
    switch place {
    case .environment(let name): "the environment variable \(name)"
    case .file(let file): "the file \(file)"
    }
  }

  private func advice(_ place: SecretPlace) -> String {
    switch place {
    case .environment(let name): "Set it: export \(name)=…"
    case .file: "Put the file there; its path is relative to the network file."
    }
  }
}
