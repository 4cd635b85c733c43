/// What lists, forms and trends need besides the reports' style sheet.
enum WorkbenchStyle {
  static let text = """
    .bar-top{display:flex;flex-wrap:wrap;gap:.5rem 1.25rem;align-items:center;max-width:88rem;margin:0 auto;\
    padding:.75rem clamp(1rem,3vw,3rem);border-bottom:1px solid var(--line)}
    .bar-top .inline{margin-left:auto}
    .bar-top+header{padding-top:1.5rem}
    form.fields{display:flex;flex-wrap:wrap;gap:.75rem 1rem;align-items:end;margin:1.5rem 0}
    form.fields>div{min-width:0}
    form.fields label,form.entry label{display:block;font-size:.8125rem;color:var(--muted);margin-bottom:.25rem}
    form.entry>div,form.entry fieldset>div{margin-bottom:.875rem}
    form.entry textarea,form.entry input[type=text],form.entry input[type=password]{width:100%;max-width:46rem}
    textarea,input[type=text],input[type=password]{font:inherit;color:inherit;background:var(--surface);\
    border:1px solid var(--control);border-radius:.3125rem;padding:.375rem .625rem;min-height:2.25rem}
    textarea{min-height:6rem}
    select{max-width:min(22rem,100%)}
    .runs td,.runs th{vertical-align:middle}
    .runs td:first-child{width:2.5rem}
    .runs input[type=checkbox]{width:1.5rem;height:1.5rem}
    .runs .path{overflow-wrap:anywhere}
    .actions-row{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center;margin:1rem 0}
    .actions-row form{margin:0}
    progress{width:100%;max-width:46rem;height:1rem;accent-color:var(--link)}
    #log{max-height:20rem;overflow:auto;font-size:.875rem;margin:.75rem 0 0;padding-left:1.5rem}
    .chart{display:block;width:100%;max-width:64rem;height:auto;margin:.5rem 0 1rem}
    .chart text{fill:var(--muted);font-size:12px}
    .chart .axis{stroke:var(--line)}
    .chart .line{fill:none;stroke:var(--link);stroke-width:2}
    .chart .spread{stroke:var(--link);stroke-width:6;opacity:.3}
    .chart .dot{fill:var(--link)}
    .chart .dot.failed{fill:var(--t-not-met)}
    .chart .dot.undecided{fill:var(--t-inconclusive)}
    .versions{display:grid;grid-template-columns:repeat(auto-fit,minmax(16rem,1fr));gap:1rem;margin:1rem 0}
    .versions .panel{margin:0}
    .versions dt{font-size:.8125rem;color:var(--muted)}
    .versions dd{margin:0 0 .5rem;white-space:pre-wrap}
    fieldset{border:1px solid var(--line);border-radius:.5rem;padding:1rem 1.25rem;margin:0 0 1rem}
    legend{font-weight:600;padding:0 .375rem}
    .descriptors{list-style:none;padding:0;margin:0 0 .75rem}
    .descriptors li{margin-bottom:.375rem}
    article{margin-top:1.5rem}
    .requirements th:first-child{width:26%}
    .requirements td:nth-child(2){width:10rem}
    details.r{margin-top:1rem}
    """
}
