/// Forms of `kind: bid`, `kind: declaration` and `kind: answers`.
enum BidForms {
  static let bid = FileKind.form(
    .bid, summary: "What a bidder submitted.",
    keys: [
      FormKey("id", .identifier, required: true, "Identifier."),
      FormKey("bidder", .line, required: true, "The bidder's name."),
      FormKey("documents", .list(.form(document)), required: true, "Documents of the bid."),
      FormKey("offers", .list(.form(offer)), required: true, "Products offered, and which documents speak of them."),
      FormKey("declaration", .path, "The declaration file, relative to this one."),
    ])

  static let document = Form(
    "document", summary: "A document of the bid.",
    keys: [
      FormKey("id", .identifier, required: true, "Name used by `offers`."),
      FormKey("path", .path, required: true, "The file, relative to this one."),
      FormKey("title", .line, required: true, "Title for people."),
      FormKey("sha256", .line, "SHA-256 of the file, 64 hexadecimal digits."),
    ])

  static let offer = Form(
    "offer", summary: "A product offered for roles.",
    keys: [
      FormKey("roles", .list(.identifier), required: true, "Roles that it is offered for."),
      FormKey("vendor", .line, required: true, "Vendor."),
      FormKey("product", .line, required: true, "Product."),
      FormKey("version", .line, "Version."),
      FormKey("documents", .list(.identifier, atLeast: 0), required: true, "Documents that state its conformance."),
      FormKey(
        "application-entities", .list(.line),
        "Application entities of the statement that are meant; all where left out."),
    ])

  static let declaration = FileKind.form(
    .declaration, summary: "The bidder's own answer to each requirement.",
    keys: [
      FormKey("specification", .identifier, required: true, "The specification that it answers."),
      FormKey("version", .line, required: true, "Version of that specification."),
      FormKey("answers", .list(.form(answer)), required: true, "The answers."),
    ])

  static let answer = Form(
    "answer", summary: "The answer to one requirement.",
    keys: [
      FormKey("requirement", .line, required: true, "`id@revision`"),
      FormKey(
        "level", .word(["full", "partial", "configuration", "development", "none"]), required: true,
        "How far it is met."),
      FormKey("notes", .text, "Notes."),
      FormKey("document", .identifier, "Document of the bid that shows it."),
      FormKey("page", .integer(1...100_000), "Page of that document."),
    ])

  static let answers = FileKind.form(
    .answers, summary: "A bidder's answers to clarification questions.",
    keys: [
      FormKey("specification", .identifier, required: true, "The specification that the questions are about."),
      FormKey("version", .line, required: true, "Version of that specification."),
      FormKey("bid", .identifier, required: true, "The bid."),
      FormKey("answers", .list(.form(clarification), atLeast: 0), required: true, "The answers."),
    ])

  static let clarification = Form(
    "clarification", summary: "A question to the bidder, and the answer.",
    keys: [
      FormKey("number", .integer(1...100_000), required: true, "The question's number."),
      FormKey("requirement", .line, required: true, "`id@revision`"),
      FormKey("question", .text, required: true, "What was asked."),
      FormKey("answer", .text, required: true, "What the bidder answered. It is recorded, and decides nothing."),
      FormKey("document", .identifier, "Document of the bid that the answer names."),
      FormKey("page", .integer(1...100_000), "Page of that document."),
    ])
}
