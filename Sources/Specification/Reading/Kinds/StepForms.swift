/// Forms of steps, and of `kind: procedures`.
enum StepForms {
  /// Types of a procedure's inputs: those of the specification's inputs, and a name from `applies-to`.
  static let procedureInputTypes = SpecificationForms.inputTypes + ["system"]

  static let step = Form(
    "step", summary: "One exchange with one system, or a call of a procedure.", exactlyOne: [["do", "use"]],
    keys: [FormKey("use", .identifier, "Procedure whose steps stand here.")] + exchangeKeys)

  static let procedureStep = Form(
    "procedure step", summary: "One exchange with one system.",
    keys: exchangeKeys.map { key in
      var key = key
      if key.name == "do" || key.name == "at" { key.required = true }
      return key
    })

  private static let exchangeKeys = [
    FormKey("id", .identifier, "Name of the step; `step1`, `step2` … where left out."),
    FormKey("do", .line, "Kind of step, `dicom.find`."),
    FormKey(
      "at", .identifier, "The system that it is aimed at, by its name from `applies-to` or by the procedure's input."),
    FormKey("with", .map(.any), "Inputs of the step kind or of the procedure."),
    FormKey("expect", .block, "What must hold of the observation, one assertion a line."),
    FormKey("capture", .block, "Values for later steps, `name = path` a line."),
    FormKey("retry", .form(retry), "Repeat until everything expected holds."),
    FormKey("hold", .form(hold), "Look again and again for a while; everything expected must hold each time."),
    FormKey(
      "premise", .line,
      """
      What the scenario supposes, in a sentence, where this step looks whether it is so. Where what it expects does not hold, the \
      evidence shows nothing: nothing is held against a system.
      """),
    FormKey(
      "load", .form(load),
      """
      Make many exchanges of a step that reads or writes, several at a time; the expectations are then of them all together, and the step needs \
      `permits: [load]` besides what it needs by itself.
      """),
    FormKey("timeout", .duration, "Deadline of the whole step, under `load` of each exchange."),
  ]

  static let load = Form(
    "load", summary: "How many exchanges are made, and how closely.", exactlyOne: [["repeat", "for"]],
    keys: LoadDescription.inputs.map { input in
      FormKey(
        input.name, .any, input.meaning + (input.standardValue.map { " Where left out: \($0)." } ?? ""))
    })

  static let retry = Form(
    "retry", summary: "Repeat until everything expected holds.",
    keys: [
      FormKey("every", .duration, required: true, "Pause between attempts."),
      FormKey("for", .any, required: true, "For how long: a duration, or an input that is one, `\"{{wait}}\"`."),
    ])

  static let hold = Form(
    "hold", summary: "Look again; everything expected must hold each time.",
    keys: [
      FormKey("every", .duration, required: true, "Pause between looks."),
      FormKey("for", .any, required: true, "For how long: a duration, or an input that is one, `\"{{wait}}\"`."),
    ])

  static let proceduresFile = FileKind.form(
    .procedures, summary: "Sequences of steps that several requirements use.",
    keys: [FormKey("procedures", .list(.form(procedure)), required: true, "The procedures.")])

  static let procedure = Form(
    "procedure", summary: "A named sequence of steps with typed inputs.",
    keys: [
      FormKey("id", .identifier, required: true, "Name used by `use`."),
      FormKey("title", .line, "Title for people."),
      FormKey("inputs", .map(.form(procedureInput)), "What a call gives under `with`."),
      FormKey("steps", .list(.form(procedureStep)), required: true, "The steps."),
    ])

  static let procedureInput = Form(
    "procedure input", summary: "A value that a call gives.",
    keys: [
      FormKey("type", .word(procedureInputTypes), required: true, "Type of the value; `system` is for `at`."),
      FormKey("title", .line, "Title for people."),
      FormKey("value", .any, "The value of calls that leave it out; without it, every call must give one."),
    ])
}
