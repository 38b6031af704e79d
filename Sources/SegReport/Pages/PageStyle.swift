// The look of pages: colors for light and dark, print, and phones.

/// The style sheet of a page.
enum PageStyle {
  static let text = colors + base + SVGStyle.page + print

  private static let light =
    "--paper:#fff;--back:#f6f7f9;--ink:#1b1f24;--soft:#42474e;--faint:#6a717a;--rule:#e4e7eb;--axis:#9aa1a9;--link:#0b5cad;"
    + "--on-cell:#fff;" + variables(SVGStyle.light)
  private static let dark =
    "--paper:#191c21;--back:#121418;--ink:#eceff3;--soft:#c3c9d1;--faint:#98a1ab;--rule:#30353c;--axis:#6b737d;--link:#86bdf5;"
    + "--on-cell:#0d1117;" + variables(SVGStyle.dark)

  private static func variables(_ colors: [String]) -> String {
    colors.enumerated().map { "--s\($0):\($1)" }.joined(separator: ";")
  }

  private static let colors =
    ":root{--font:\(SVGStyle.fontFamily);\(light);color-scheme:light}"
    + "@media (prefers-color-scheme:dark){:root{\(dark);color-scheme:dark}}"
    + ":root[data-theme=light]{\(light);color-scheme:light}:root[data-theme=dark]{\(dark);color-scheme:dark}"

  private static let base = """
    *{box-sizing:border-box}html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
    body{margin:0;background:var(--back);color:var(--ink);font:15px/1.55 var(--font)}
    .page{max-width:1180px;margin:0 auto;padding:28px 24px 60px;display:grid;grid-template-columns:minmax(0,1fr);gap:0 36px}
    header{display:flex;gap:16px;align-items:flex-start;justify-content:space-between;margin-bottom:18px}
    h1{font-size:27px;line-height:1.2;margin:0 0 4px;letter-spacing:-.01em;overflow-wrap:anywhere}
    h2{font-size:20px;margin:34px 0 8px}h3{font-size:16px;margin:0 0 12px;overflow-wrap:anywhere}
    section h3{padding-right:8px}p{margin:0 0 12px}.sub{color:var(--faint);margin:0}a{color:var(--link);text-decoration:none}
    a:hover{text-decoration:underline}code,pre{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"Noto Sans Mono",monospace}
    pre{background:var(--back);border:1px solid var(--rule);border-radius:6px;padding:10px 12px;overflow-x:auto;margin:0 0 12px;
    white-space:pre-wrap;overflow-wrap:anywhere}
    button,input{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--rule);border-radius:6px;padding:5px 10px}
    button{cursor:pointer;white-space:nowrap}
    button:focus-visible,input:focus-visible,summary:focus-visible,a:focus-visible{outline:2px solid var(--link);outline-offset:2px}
    nav{font-size:14px;margin-bottom:14px}nav ul{list-style:none;margin:6px 0 0;padding:0}nav li{margin:0 0 5px;overflow-wrap:anywhere}
    nav .in{padding-left:14px}nav b{color:var(--faint);font-weight:600;font-size:12px;letter-spacing:.04em;text-transform:uppercase}
    section.card{background:var(--paper);border:1px solid var(--rule);border-radius:10px;padding:18px 20px;margin:0 0 18px}
    .text{margin:0 0 18px}.text>:last-child{margin-bottom:0}
    .tiles{display:flex;flex-wrap:wrap;gap:12px 34px}.tile{min-width:110px}.tile b{display:block;font-size:25px;line-height:1.25;
    font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
    .tile span{color:var(--faint);font-size:13px}
    .chart-box{margin:0 0 14px;overflow-x:auto}.chart-box svg{display:block;max-width:100%;height:auto}.narrow{display:none!important}
    .tools{display:flex;gap:12px;align-items:center;margin:0 0 8px}.tools input{width:220px;max-width:60%}
    .count,.note{color:var(--faint);font-size:13px}
    .tw{overflow:auto;max-height:420px;width:fit-content;max-width:100%;border:1px solid var(--rule);border-radius:8px}
    table{border-collapse:separate;border-spacing:0;width:100%;font-size:14px}
    th,td{text-align:left;padding:6px 12px;border-bottom:1px solid var(--rule);vertical-align:top;overflow-wrap:anywhere;min-width:72px;
    max-width:420px}
    th{position:sticky;top:0;background:var(--paper);font-weight:600;white-space:nowrap;color:var(--soft)}
    th[data-sort]{cursor:pointer;user-select:none}th .s{position:absolute;margin-left:1px;font-size:10px;color:var(--faint)}
    .d{white-space:nowrap}.r{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}tbody tr:last-child td{border-bottom:0}
    tbody tr:hover td{background:var(--back)}tr.total td{font-weight:600;border-top:1px solid var(--axis)}
    details{margin:12px 0 0;font-size:14px}summary{cursor:pointer;color:var(--faint)}details[open] summary{margin-bottom:10px}
    dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:3px 14px;margin:0 0 14px}dt{color:var(--faint)}dd{margin:0;
    overflow-wrap:anywhere}
    .def{border-left:3px solid var(--rule);padding-left:12px;margin:0 0 12px}.def>b{display:block;margin-bottom:2px}
    .log{font-size:14px;margin:0 0 10px;white-space:pre-wrap;overflow-wrap:anywhere}.warn{border-left:3px solid var(--s1);
    padding-left:12px}
    #tip{position:fixed;z-index:9;max-width:300px;padding:5px 9px;border-radius:6px;background:var(--ink);color:var(--paper);
    font-size:13px;line-height:1.35;pointer-events:none;overflow-wrap:anywhere}
    #tip[hidden]{display:none}footer{color:var(--faint);font-size:13px;margin-top:26px}
    @media (min-width:1100px){.page.has-nav{grid-template-columns:210px minmax(0,1fr)}.has-nav header{grid-column:1/-1}
    .has-nav nav{position:sticky;top:20px;align-self:start;max-height:92vh;overflow:auto}}
    @media (max-width:600px){.page{padding:16px 12px 40px}h1{font-size:22px}section.card{padding:14px 12px;border-radius:8px}
    .wide{display:none!important}.narrow{display:block!important}th,td{padding:5px 8px}dl{grid-template-columns:minmax(0,1fr)}
    dt{margin-top:4px}}
    """

  private static let print = """
    @media print{@page{margin:14mm}:root,:root[data-theme]{\(light);color-scheme:light}body{background:#fff;font-size:11pt}
    .page{display:block;max-width:none;padding:0}
    nav,button,.tools,#tip{display:none!important}section.card{border:0;padding:0;break-inside:avoid-page}h2,h3{break-after:avoid}
    .tw{max-height:none;overflow:visible;border:0}
    th{position:static}tr,svg{break-inside:avoid}thead{display:table-header-group}summary{display:none}details:not([open]){display:none}}
    """
}
