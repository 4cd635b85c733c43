import IHE
import XMLTree

/// A directory of organisations that answers searches of DSML v2 over SOAP (ITI TF-2 §3.58).
struct ProviderDirectory: SOAPActor {
  /// What goes wrong.
  let defects: Set<ProvidersDefect>

  var actions: Set<String> { [ProviderInformationQuery.action] }

  private static let space = ProviderInformationQuery.namespace

  func respond(to message: SOAPMessage, action: String) async throws(ActorFault) -> ActorAnswer {
    let tree = message.envelope.tree
    guard let body = message.envelope.body, tree.name(of: body) == "batchRequest",
      let search = tree.child("searchRequest", in: Self.space, of: body)
    else { throw ActorFault(.sender, "the body is no batchRequest with a searchRequest") }
    func id(_ index: Int) -> [MarkupElement.Attribute] {
      let id = tree.attribute("requestID", of: index)
      let told = defects.contains(.namesOtherRequest) ? "other" : id
      return told.map { [.init("requestID", $0)] } ?? []
    }
    let filter = tree.child("filter", in: Self.space, of: search)
    let base = tree.attribute("dn", of: search) ?? ""
    let found = ProviderEntries.entries(below: base, with: defects).filter { entry in
      defects.contains(.findsAll) || (filter.map { holds(tree, $0, entry) } ?? true)
    }
    var parts = found.map(element)
    let code = found.isEmpty && defects.contains(.failsEmpty) ? "80" : "0"
    parts.append(
      MarkupElement("dsml:searchResultDone", [], [MarkupElement("dsml:resultCode", [.init("code", code)])]))
    return ActorAnswer(
      MarkupElement(
        "dsml:batchResponse", [.init("xmlns:dsml", Self.space)] + id(body),
        [MarkupElement("dsml:searchResponse", id(search), parts)]))
  }

  private func element(of entry: DirectoryEntry) -> MarkupElement {
    var attributes: [MarkupElement] = []
    for attribute in entry.attributes {
      let values = attribute.values.map { MarkupElement("dsml:value", text: $0) }
      attributes.append(MarkupElement("dsml:attr", [.init("name", attribute.name)], values))
    }
    return MarkupElement("dsml:searchResultEntry", [.init("dn", entry.name)], attributes)
  }

  /// Whether an entry fits all of a filter; a condition that the directory does not have fits nothing (DSML v2 §5.4).
  private func holds(_ tree: MarkupTree, _ filter: Int, _ entry: DirectoryEntry) -> Bool {
    tree.children(of: filter).filter { tree.name(of: $0) != nil }.allSatisfy { condition in
      let name = tree.attribute("name", of: condition)?.lowercased()
      let values = entry.attributes.first { $0.name.lowercased() == name }?.values ?? []
      func text(_ part: String) -> String {
        tree.child(part, in: Self.space, of: condition).map { tree.trimmedText(of: $0) } ?? ""
      }
      switch tree.name(of: condition) {
      case "and": return holds(tree, condition, entry)
      case "present": return !values.isEmpty
      case "equalityMatch": return values.contains(text("value"))
      case "substrings":
        let inner = text("any")
        return values.contains {
          $0.hasPrefix(text("initial")) && (inner.isEmpty || $0.contains(inner)) && $0.hasSuffix(text("final"))
        }
      default: return false
      }
    }
  }
}
