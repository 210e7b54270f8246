/** How the report looks: on a screen in daylight and at night, on a phone and on paper. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fcfcfa; --ink: #1b1d20; --quiet: #5b6068; --line: #d5d7d3; --raised: #f1f2ee;
  --accent: #0b5cad; --warn: #8a4b00; --warn-paper: #fdf3e1; --before: #a32a22; --after: #14683a;
  --s0: #4477aa; --s1: #e0a030; --s2: #3a9a6a; --s3: #cc6688; --s4: #66aacc; --s5: #aa5522; --s6: #8866bb; --s7: #7d8a2e;
  --others: #8b9097;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15171a; --ink: #e6e7e4; --quiet: #a0a6ae; --line: #363a40; --raised: #202327;
    --accent: #7db7f0; --warn: #f0b968; --warn-paper: #2e2517; --before: #f39a90; --after: #86d3a2;
    --s0: #6a9bd1; --s1: #d9a441; --s2: #4fae80; --s3: #d985a3; --s4: #4d8fa8; --s5: #c47a4a; --s6: #a48ad6; --s7: #98a64a;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-behavior: auto; scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, "Segoe UI", "Liberation Sans", sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
h1 { font-size: 1.5rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.15rem; margin: 2.25rem 0 .75rem; padding-top: .75rem; border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 0; }
p { margin: .25rem 0; }
.lead { font-size: 1.05rem; }
.quiet, .by, .absent { color: var(--quiet); }
.by, .lane .quiet, .changes > li > .quiet { font-size: .875rem; }
code, .value { font-family: ui-monospace, "SF Mono", "DejaVu Sans Mono", monospace; font-size: .875rem; overflow-wrap: anywhere; }
bdi { overflow-wrap: anywhere; }
bdi.value { white-space: pre-wrap; display: inline-block; max-width: 100%; max-height: 12rem; overflow: auto; vertical-align: top; }
a { color: var(--accent); }
time, .date { white-space: nowrap; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
button, input, select { font: inherit; color: inherit; }
button, select, input[type="text"] { background: var(--raised); border: 1px solid var(--quiet); border-radius: 4px;
  padding: .25rem .65rem; min-height: 2.1rem; max-width: 100%; }
button { cursor: pointer; }
button:hover { border-color: var(--accent); color: var(--accent); }
.notices { margin: .75rem 0 0; padding: .6rem .9rem .6rem 2rem; background: var(--warn-paper); border-left: 4px solid var(--warn); }
.notice { color: var(--warn); }
.controls { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
fieldset { border: 0; padding: 0; margin: 0 0 0 auto; display: flex; gap: .75rem; align-items: center; }
fieldset legend { float: left; padding: 0; color: var(--quiet); }
.moment input[type="range"] { width: calc(100% + 16px); margin: .75rem -8px .25rem; accent-color: var(--accent); display: block; }
.readout { display: grid; gap: .6rem; margin-top: .75rem; padding: .6rem .9rem; background: var(--raised); border-left: 4px solid var(--accent); }
.readout ul { margin: 0; padding-left: 1.1rem; }
.readout li { display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
.readout ul { padding-left: 0; }
#moment-hint { color: var(--warn); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.timeline { margin-top: .75rem; }
.timeline svg { display: block; max-width: 100%; overflow: visible; }
.lane { margin-bottom: .5rem; }
.lane p { margin: 0; }
.lane svg { background: var(--raised); shape-rendering: crispEdges; cursor: crosshair; }
.lane, .marks { border-bottom: 1px solid var(--line); }
.marks { position: relative; height: 24px; }
.marks a { position: absolute; top: 0; padding: 0 5px; font-size: .8rem; line-height: 20px; border-left: 2px solid var(--accent);
  background: var(--raised); text-decoration: none; font-weight: 600; }
.run-label { font-size: 12px; font-weight: 700; fill: var(--ink); paint-order: stroke; stroke: var(--paper); stroke-width: 3px; }
.cursor { stroke: var(--ink); stroke-width: 2; stroke-dasharray: 4 3; }
.timeline .axis { margin-bottom: .25rem; }
.axis line { stroke: var(--quiet); }
.axis text { fill: var(--quiet); font-size: 12px; text-anchor: middle; }
.swatch { display: inline-block; width: .8em; height: .8em; margin-right: .3em; border-radius: 2px; vertical-align: -.05em; }
.aggregate { white-space: nowrap; }
.aggregate bdi { font-family: ui-monospace, "SF Mono", "DejaVu Sans Mono", monospace; font-size: .925em; }
.series-0 { fill: var(--s0); background: var(--s0); } .series-1 { fill: var(--s1); background: var(--s1); }
.series-2 { fill: var(--s2); background: var(--s2); } .series-3 { fill: var(--s3); background: var(--s3); }
.series-4 { fill: var(--s4); background: var(--s4); } .series-5 { fill: var(--s5); background: var(--s5); }
.series-6 { fill: var(--s6); background: var(--s6); } .series-7 { fill: var(--s7); background: var(--s7); }
.series-others { fill: var(--others); background: var(--others); }
.changes { list-style: none; margin: 0; padding: 0; }
.changes > li { padding: .75rem 0 .75rem 2.75rem; border-top: 1px solid var(--line); position: relative; }
.changes > li:first-child { border-top: 0; }
.changes > li { content-visibility: auto; contain-intrinsic-size: auto 10rem; }
.changes > li:target { background: var(--raised); }
.number { position: absolute; left: 0; min-width: 2rem; text-align: center; background: var(--raised);
  border-left: 2px solid var(--accent); padding: 0 .25rem; }
.moved { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .25rem 1rem; margin: .5rem 0; }
.moved dt { font-weight: 600; max-width: 20rem; }
.moved dd { margin: 0; min-width: 0; }
.before, .after { display: block; }
.sign { display: inline-block; width: 2.4rem; font-size: .875rem; font-weight: 600; }
.before .sign { color: var(--before); } .after .sign { color: var(--after); }
.actions { display: flex; gap: .5rem; flex-wrap: wrap; }
.actions button { font-size: .875rem; min-height: 1.9rem; padding: .1rem .6rem; }
.scroll { overflow-x: auto; margin: .5rem 0; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--quiet); padding-bottom: .35rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .9rem .3rem 0; border-top: 1px solid var(--line); }
thead th { border-top: 0; color: var(--quiet); font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 600; min-width: 12rem; max-width: 22rem; }
td { max-width: 34rem; }
.amount { white-space: nowrap; }
meter { display: inline-block; width: 5rem; height: .6rem; margin-left: .6rem; vertical-align: baseline; }
details { margin: .75rem 0; }
summary { cursor: pointer; }
@media (max-width: 40rem) {
  main { padding: 1rem .75rem 3rem; }
  .moved { grid-template-columns: 1fr; gap: 0; }
  .moved dd { margin-bottom: .5rem; }
  .changes > li { padding-left: 0; }
  .number { position: static; display: inline-block; margin-right: .5rem; }
  fieldset { margin-left: 0; }
}
@media print {
  :root { color-scheme: light; }
  button, .controls, input[type="range"] { display: none !important; }
  .scroll { overflow: visible; }
  .changes > li, .lane, tr { break-inside: avoid; }
  * { print-color-adjust: exact; }
}
`;
