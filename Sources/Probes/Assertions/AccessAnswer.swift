import HTTPExchange
import IHE

/// What a registry or gateway made of a query with an assertion.
struct AccessAnswer {
  /// How it ended.
  enum Verdict: String, CaseIterable {
    /// The query was answered.
    case accepted
    /// It was not, and the service said that it is for security's sake or the sender's fault.
    case refused
    /// Neither.
    case unclear
  }

  let verdict: Verdict
  let fault: SOAPFault?
  /// Error codes of a registry response.
  let errors: [String]
  /// Unique ids of the documents that were listed.
  let documents: [String]

  /// Codes that say that the sender is at fault, of SOAP 1.2 Part 1 §5.4.6 and SOAP 1.1 §4.4.1.
  private static let senderCodes: Set<String> = ["Sender", "MustUnderstand", "Client"]
  /// Codes of a registry that is too busy, which refuses nobody.
  private static let busyCodes: Set<String> = Set(RegistryErrorCode.allCases.filter(\.isBusy).map(\.rawValue))

  /// Reads an answer, whatever it is.
  init(_ response: WebResponse) {
    guard let answer = try? SOAPAnswer(response) else {
      self.init([401, 403].contains(response.status) ? .refused : .unclear)
      return
    }
    if let fault = answer.envelope.fault {
      let isRefusal =
        fault.isSecurity || Self.senderCodes.contains(fault.code) || [401, 403].contains(response.status)
      self.init(isRefusal ? .refused : .unclear, fault: fault)
      return
    }
    guard let registry = try? RegistryResponse(answer.envelope) else {
      self.init(.unclear)
      return
    }
    let codes = registry.faults.map(\.code)
    let documents = registry.objects.compactMap(DocumentEntry.init).compactMap(\.uniqueID)
    switch registry.outcome {
    case .success, .partialSuccess: self.init(.accepted, errors: codes, documents: documents)
    case .failure where !registry.objects.isEmpty: self.init(.accepted, errors: codes, documents: documents)
    case .failure where Self.busyCodes.isDisjoint(with: codes): self.init(.refused, errors: codes)
    default: self.init(.unclear, errors: codes)
    }
  }

  private init(_ verdict: Verdict, fault: SOAPFault? = nil, errors: [String] = [], documents: [String] = []) {
    self.verdict = verdict
    self.fault = fault
    self.errors = errors
    self.documents = documents
  }
}
