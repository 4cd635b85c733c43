/// Sites, their systems, and when and how hard those may be called.
extension NetworkForms {
  static let site = Form(
    "site", summary: "A place with systems.",
    keys: [
      FormKey("id", .identifier, required: true, "Identifier within the network."),
      FormKey("name", .line, required: true, "Name for people."),
      FormKey("ods-code", .line, "Organisation Data Service code."),
      FormKey(
        "member-of", .list(.identifier),
        "Networks that it belongs to, by id; the network of this file alone where left out."),
      FormKey("link", .form(link), "The line over which its systems are reached."),
      FormKey("systems", .list(.form(system)), required: true, "The systems."),
    ])

  static let system = Form(
    "system", summary: "A system under test.",
    keys: [
      FormKey("id", .identifier, required: true, "Identifier within the site."),
      FormKey("vendor", .line, required: true, "Vendor."),
      FormKey("product", .line, required: true, "Product."),
      FormKey("version", .line, "Version."),
      FormKey("roles", .list(.identifier), required: true, "Roles that it plays."),
      FormKey("endpoints", .form(endpoints), "Where it is reached, by protocol."),
      FormKey(
        "permits", .list(.word(Effect.allCases.map(\.rawValue)), atLeast: 0),
        "What the harness may do to it; `[read]` where left out."),
      FormKey("windows", .list(.form(window)), "When the harness may call; at any time where left out."),
      FormKey("limits", .form(limits), "How hard the harness may call."),
      FormKey("link", .form(link), "The line over which it is reached; its site's where left out."),
    ])

  static let window = Form(
    "window", summary: "A time of the week in which a system may be called.",
    keys: [
      FormKey("days", .list(.word(days)), "Days on which it begins; every day where left out."),
      FormKey("from", .time, required: true, "Begin, local time."),
      FormKey("until", .time, required: true, "End; before `from` it is on the next day."),
    ])

  static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  static let limits = Form(
    "limits block", summary: "How hard a system may be called.",
    keys: [
      FormKey(
        "concurrency", .integer(1...1_000),
        "Exchanges at a time; where left out 1, and under `load` as many as the step asks for."),
      FormKey("rate", .integer(1...10_000), "Exchanges begun in a second; no limit where left out."),
    ])

  static let link = Form(
    "link block", summary: "A line, declared so that every time can be read against it.",
    keys: [
      FormKey("mbit-per-second", .integer(1...1_000_000), "Bandwidth in Mbit/s."),
      FormKey("round-trip", .duration, "Time to the system and back."),
    ])
}
