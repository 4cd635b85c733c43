import DICOM
import Specification

extension EndpointReader {
  /// How the harness asserts who asks; nil where the block has no assertion.
  func assertion(_ reader: FormReader) -> AssertionSettings? {
    guard reader.form.key("assertion") != nil, let block = reader.form("assertion"), let key = secret(block, "key")
    else { return nil }
    return AssertionSettings(
      issuer: block.text("issuer") ?? "", certificate: block.text("certificate") ?? "", key: key,
      audience: block.text("audience"), subject: block.text("subject") ?? "", name: block.text("name"),
      organization: block.text("organization"), organizationID: block.text("organization-id"),
      homeCommunityID: block.text("home-community-id"), role: code(block, "role"),
      purposeOfUse: code(block, "purpose-of-use"))
  }

  private func code(_ reader: FormReader, _ key: String) -> AssertionSettings.CodedValue? {
    guard let block = reader.form(key) else { return nil }
    let scheme = block.text("scheme") ?? ""
    if !UID(scheme).isValid || UID(scheme).value != scheme {
      log.error(
        InventoryRule.objectIdentifier, at: block.span(of: "scheme"), "`\(scheme)` is not an OID",
        hint: "digits and dots alone, such as `1.2.826.0.1`")
    }
    return AssertionSettings.CodedValue(
      code: block.text("code") ?? "", scheme: scheme, display: block.text("display"))
  }
}
