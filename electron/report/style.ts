/** For paper first: A4 upright, black on white whatever the reader's appearance; also well to read in a browser. */
export const STYLE = `
@page { size: A4 portrait; margin: 16mm 15mm 17mm; }
:root { color-scheme: light; --ink: #16202b; --soft: #566372; --rule: #cbd3db; --match: #14589c; --share: #b4541a; }
* { box-sizing: border-box; }
html { background: #fff; }
body { margin: 0 auto; max-width: 190mm; padding: 10mm 5mm; color: var(--ink); background: #fff;
  font: 9.4pt/1.42 system-ui, -apple-system, "Segoe UI", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif;
  font-variant-numeric: tabular-nums lining-nums; }
header { border-bottom: 1.2pt solid var(--ink); padding-bottom: 3mm; }
h1 { font-size: 19pt; line-height: 1.15; margin: 0 0 1mm; letter-spacing: -0.01em; }
.asked { font-size: 10.5pt; margin: 0; color: var(--soft); }
.asked b { color: var(--ink); font-weight: 600; }
h2 { font-size: 12pt; line-height: 1.2; margin: 8mm 0 1.2mm; break-after: avoid; }
p { margin: 0 0 2mm; }
p.how { color: var(--soft); font-size: 8.6pt; max-width: 160mm; break-after: avoid; }
dl.facts { display: grid; grid-template-columns: repeat(4, 1fr); gap: 0 6mm; margin: 5mm 0 0; }
dl.facts div { border-left: 2pt solid var(--rule); padding-left: 3mm; }
dl.facts dt { color: var(--soft); font-size: 8.6pt; }
dl.facts dd { margin: 0; font-size: 17pt; line-height: 1.2; font-weight: 600; letter-spacing: -0.01em; }
dl.facts dd small { display: block; font-size: 8.4pt; font-weight: 400; color: var(--soft); letter-spacing: 0; }
table { border-collapse: collapse; width: 100%; margin-top: 1.5mm; }
th { text-align: left; vertical-align: bottom; font-size: 8.2pt; font-weight: 600; line-height: 1.25; color: var(--soft);
  border-bottom: 0.8pt solid var(--ink); padding: 0 2mm 1mm 0; }
td { vertical-align: top; border-bottom: 0.4pt solid var(--rule); padding: 1.1mm 2mm 1.1mm 0; }
th.n, td.n { text-align: right; padding-right: 0; padding-left: 3mm; white-space: nowrap; }
td.n small { display: block; color: var(--soft); font-size: 7.8pt; line-height: 1.2; }
td.date { white-space: nowrap; }
th.remedy, td.remedy { padding-left: 6mm; }
tr.total small { font-weight: 400; }
td.text { overflow-wrap: anywhere; }
td.text small { display: block; color: var(--soft); font-size: 8.4pt; line-height: 1.35; }
tr { break-inside: avoid; }
thead { display: table-header-group; }
tr.total td { border-top: 0.8pt solid var(--ink); border-bottom: 0; font-weight: 600; }
tr.state td { color: var(--soft); }
figure { margin: 2mm 0 2mm; break-inside: avoid; }
svg.chart { display: block; width: 100%; height: auto; }
.grid { stroke: #e1e6ea; stroke-width: 0.7; }
.axis { stroke: #7b8794; stroke-width: 0.8; }
.tick { font-size: 9.5px; fill: #566372; }
.legend { font-size: 10px; fill: #16202b; }
.line { fill: none; stroke-width: 1.7; stroke-linejoin: round; stroke-linecap: round; }
.line.match { stroke: var(--match); }
.line.share { stroke: var(--share); stroke-width: 1.3; stroke-dasharray: 4 2.6; stroke-linecap: butt; }
.dot.match { fill: var(--match); }
.dot.share { fill: var(--share); }
footer { margin-top: 9mm; border-top: 0.4pt solid var(--rule); padding-top: 2mm; color: var(--soft); font-size: 8.2pt;
  overflow-wrap: anywhere; break-inside: avoid; }
@media print { body { max-width: none; padding: 0; } }
`;
