/** How Slack's clients look in their light theme: sizes and colours as seen, none of their code. */
export const clientStyle = `
* { box-sizing: border-box }
body { margin: 0; background: #fff; color: #1d1c1d; font: 15px/22px Lato, "Noto Color Emoji", sans-serif }
.screen { padding: 10px 20px 16px }
.phone { padding: 10px 16px 16px; font-size: 15.5px }
.message { display: flex; gap: 8px; margin-bottom: 16px }
.avatar { flex: none; width: 36px; height: 36px; border-radius: 8px; background: #1f4e9c }
.content { flex: 1; min-width: 0 }
.name { display: flex; gap: 6px; align-items: center }
.app { font-size: 10px; line-height: 14px; padding: 0 3px; border-radius: 2px; background: #e8e8e8; color: #616061 }
.time { font-size: 12px; color: #616061 }
.thread { margin: 0 0 12px; padding-top: 8px; border-top: 1px solid #ddd; color: #616061; font-size: 13px }
.block { margin: 4px 0 8px }
.header { font-size: 18px; line-height: 24px; font-weight: 900; margin: 8px 0 0 }
.bold, b, th { font-weight: 900 }
.italic { font-style: italic }
.strike { text-decoration: line-through }
.link { color: #1264a3 }
.mention { color: #1264a3; background: #e8f5fa; border-radius: 3px; padding: 0 2px }
.inline-code, pre { font: 12px/18px Menlo, Consolas, "DejaVu Sans Mono", "Noto Color Emoji", monospace }
.inline-code { color: #c01343; background: #f8f8f8; border: 1px solid #ddd; border-radius: 3px; padding: 2px 3px 1px }
.paragraph, .quote, li { white-space: pre-wrap; overflow-wrap: anywhere }
.quote { border-left: 4px solid #ddd; padding-left: 12px }
pre { margin: 4px 0; padding: 8px; background: #f8f8f8; border: 1px solid #ddd; border-radius: 4px;
  white-space: pre-wrap; overflow-wrap: anywhere }
ul, ol { margin: 0; padding: 0 }
li { list-style: none; position: relative; margin-left: 28px }
li::before { content: "•"; position: absolute; left: -18px }
ul.indent-1 li { margin-left: 56px }
ul.indent-1 li::before { content: "◦" }
.phone li { margin-left: 22px }
.phone li::before { left: -15px }
.phone ul.indent-1 li { margin-left: 44px }
.table { overflow: hidden; border: 1px solid #ddd; border-radius: 8px; width: fit-content; max-width: 100% }
table { border-collapse: collapse }
th, td { border: 1px solid #ddd; border-width: 0 1px 1px 0; padding: 6px 10px; font-size: 14px; line-height: 20px; vertical-align: top }
tr:last-child td { border-bottom: 0 }
th *, td * { overflow-wrap: normal }
th { background: #f8f8f8 }
.left { text-align: left }
.right { text-align: right }
.center { text-align: center }
.kept, .kept * { white-space: nowrap }
.wrapped { min-width: 80px; max-width: 260px }
.context { font-size: 12.5px; line-height: 18px; color: #616061 }
.actions { display: flex; flex-wrap: wrap; gap: 8px }
.button { display: inline-block; border: 1px solid #b9b9b9; border-radius: 8px; padding: 4px 12px; font-weight: 700; font-size: 13.5px }
.primary { background: #007a5a; border-color: #007a5a; color: #fff }
.danger { color: #e01e5a; border-color: #e01e5a }
.phone .button { padding: 6px 14px; font-size: 15px }
.section { display: flex; gap: 16px; align-items: flex-start }
.section-text { flex: 1; min-width: 0 }
.fields { display: grid; grid-template-columns: 1fr 1fr; gap: 8px }
.field { white-space: pre-wrap }
.picture { border: 1px dashed #999; border-radius: 8px; padding: 40px 12px; text-align: center; color: #616061 }
.file-card { border: 1px solid #ddd; border-radius: 8px; padding: 10px 14px; width: fit-content; margin-top: 8px }
.unknown { color: #e01e5a }
.modal { border: 1px solid #ddd; border-radius: 8px }
.modal-title { font-size: 20px; font-weight: 900; padding: 18px 20px; border-bottom: 1px solid #ddd }
.modal-body { padding: 8px 20px }
.modal-end { display: flex; justify-content: flex-end; gap: 10px; padding: 14px 20px; border-top: 1px solid #ddd }
.input { margin: 14px 0 }
.label { font-weight: 700 }
.optional, .placeholder, .hint { color: #616061 }
.hint { font-size: 13px }
.field-box { border: 1px solid #999; border-radius: 6px; padding: 6px 12px; margin: 4px 0; white-space: pre-wrap; min-height: 36px }
.tall { min-height: 88px }
.select::after { content: "⌄"; float: right; color: #616061 }
.choice { display: flex; gap: 8px; margin: 4px 0 }
.mark { flex: none; width: 16px; height: 16px; margin-top: 3px; border: 1px solid #868686; border-radius: 3px }
.radio .mark { border-radius: 50% }
.chosen .mark { background: #1264a3; border-color: #1264a3; box-shadow: inset 0 0 0 3px #fff }
hr { border: 0; border-top: 1px solid #ddd; margin: 8px 0 }
`;
