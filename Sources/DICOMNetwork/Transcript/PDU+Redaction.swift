extension PDU {
  /// The PDU as it may be written down: the fields of a user identity are replaced by asterisks of the same length; nil
  /// where there is nothing to hide.
  var redacted: PDU? {
    switch self {
    case .associateRequest(var request):
      guard let information = request.userInformation.redacted else { return nil }
      request.userInformation = information
      return .associateRequest(request)
    case .associateAccept(var accept):
      guard let information = accept.userInformation.redacted else { return nil }
      accept.userInformation = information
      return .associateAccept(accept)
    default: return nil
    }
  }
}

extension UserInformation {
  fileprivate var redacted: UserInformation? {
    var isChanged = false
    let items = items.map { item -> UserInformationItem in
      switch item {
      case .userIdentityRequest(var identity):
        isChanged = true
        identity.primary = asterisks(identity.primary.count)
        identity.secondary = asterisks(identity.secondary.count)
        return .userIdentityRequest(identity)
      case .userIdentityAccept(let response):
        isChanged = true
        return .userIdentityAccept(asterisks(response.count))
      default: return item
      }
    }
    return isChanged ? UserInformation(items) : nil
  }

  private func asterisks(_ count: Int) -> [UInt8] { [UInt8](repeating: UInt8(ascii: "*"), count: count) }
}
