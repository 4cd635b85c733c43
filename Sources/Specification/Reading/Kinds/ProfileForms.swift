/// Forms of `kind: profile`.
enum ProfileForms {
  static let profile = FileKind.form(
    .profile, summary: "A specification as one tender or kind of network uses it.",
    keys: [
      FormKey("id", .identifier, required: true, "Identifier; the file's name without its ending."),
      FormKey("version", .line, required: true, "Version of the profile."),
      FormKey("title", .line, required: true, "Title for people."),
      FormKey("summary", .text, "What it is for, in Markdown."),
      FormKey(
        "extends", .path, required: true,
        "The specification file, relative to this one. Named in a specification's place, the profile loads it."),
      FormKey("select", .form(select), "Requirements that stay; all of them where left out."),
      FormKey("drop", .list(.form(drop)), "Requirements that do not apply, each with the reason."),
      FormKey("set", .list(.form(set)), "Levels, weights and input values that differ."),
      FormKey(
        "add", .list(.either(.path, RequirementForms.addedRequirement)), "Further requirements, or files of them."),
    ])

  static let select = Form(
    "selection", summary: "What stays: a requirement that any of these names.",
    keys: [
      FormKey("ids", .list(.identifier), "Requirements."),
      FormKey("groups", .list(.identifier), "Groups."),
      FormKey("tags", .list(.identifier), "Tags."),
      FormKey("roles", .list(.identifier), "Roles: requirements that a system of the role is held against."),
    ])

  static let drop = Form(
    "drop entry", summary: "A requirement that does not apply, or all of a group, tag or role.",
    exactlyOne: [["id", "group", "tag", "role"]],
    keys: [
      FormKey("id", .identifier, "The requirement."),
      FormKey("group", .identifier, "All requirements of the group."),
      FormKey("tag", .identifier, "All requirements with the tag."),
      FormKey("role", .identifier, "All requirements that a system of the role is held against."),
      FormKey("reason", .text, required: true, "Why, for the report."),
    ])

  static let set = Form(
    "set entry", summary: "What differs for one requirement, tag, group or input.",
    exactlyOne: [["id", "tag", "group", "input"], ["level", "weight", "value"]],
    keys: [
      FormKey("id", .identifier, "The requirement."),
      FormKey("tag", .identifier, "All requirements with the tag."),
      FormKey("group", .identifier, "The group: its own weight, or the level of all its requirements."),
      FormKey("input", .identifier, "The input."),
      FormKey("level", .word(Level.allCases.map(\.rawValue)), "The level."),
      FormKey("weight", .integer(1...1_000_000), "The weight."),
      FormKey("value", .any, "The input's value."),
    ])
}
