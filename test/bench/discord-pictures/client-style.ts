/** How Discord's clients look in their dark theme: sizes and colours as seen, none of their code. */
export const clientStyle = `
* { box-sizing: border-box }
body { margin: 0; background: #313338; color: #dbdee1; font: 16px/22px "gg sans", "Noto Sans", Lato, "Noto Color Emoji", sans-serif }
.screen { padding: 14px 16px 18px }
.phone { padding: 12px 10px 16px }
.message { display: flex; gap: 16px; margin-bottom: 18px }
.phone .message { gap: 12px }
.avatar { flex: none; width: 40px; height: 40px; border-radius: 50%; background: #1f4e9c }
.content { flex: 1; min-width: 0 }
.name { display: flex; gap: 6px; align-items: center }
.author { font-weight: 600; color: #f2f3f5 }
.app { font-size: 10px; line-height: 15px; padding: 0 4px; border-radius: 3px; background: #5865f2; color: #fff }
.time { font-size: 12px; color: #949ba4 }
.thread { margin: 0 0 14px 56px; color: #949ba4; font-size: 13px; border-top: 1px solid #3f4147; padding-top: 8px }
.markdown { white-space: pre-wrap; overflow-wrap: anywhere }
.embed { border-left: 4px solid; border-radius: 4px; background: #2b2d31; padding: 10px 16px 14px 12px; margin-top: 6px; max-width: 516px; font-size: 14px; line-height: 18px }
.title { font-size: 16px; line-height: 22px; font-weight: 600; color: #f2f3f5; margin-top: 4px; overflow-wrap: anywhere }
.description { margin-top: 8px }
.footer { font-size: 12px; line-height: 16px; margin-top: 10px; color: #dbdee1; overflow-wrap: anywhere }
.bold { font-weight: 700; color: #f2f3f5 }
.italic { font-style: italic }
.underline { text-decoration: underline }
.strike { text-decoration: line-through }
.spoiler { background: #1e1f22; color: transparent }
.heading { display: block; font-weight: 700; font-size: 17px; margin: 10px 0 6px }
.inline-code { background: #1e1f22; border-radius: 3px; padding: 1px 3px }
.inline-code, pre { font: 12.25px/16px Menlo, Consolas, "DejaVu Sans Mono", "Noto Color Emoji", monospace }
pre { margin: 6px 0; padding: 7px; background: #1e1f22; border: 1px solid #1a1b1e; border-radius: 4px; white-space: pre-wrap; overflow-wrap: anywhere }
li { list-style: none; position: relative; margin: 2px 0 0 16px; white-space: pre-wrap }
li::before { content: "•"; position: absolute; left: -12px }
li.indent-1 { margin-left: 32px }
li.indent-1::before { content: "◦" }
.timestamp { background: rgba(255, 255, 255, .08); border-radius: 3px; padding: 0 2px }
.mention { background: #3c4270; color: #c9cdfb; border-radius: 3px; padding: 0 2px }
.link { color: #00a8fc }
.emoji, .unknown { color: #f23f42 }
img { display: block; width: 100%; border-radius: 4px; margin-top: 12px }
.row { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 8px }
.button { border-radius: 4px; padding: 5px 16px; font-size: 14px; line-height: 22px; font-weight: 500; color: #fff; background: #4e5058 }
.phone .button { padding: 7px 16px }
.style-1 { background: #5865f2 }
.style-3 { background: #248046 }
.style-4 { background: #da373c }
.file-card { background: #2b2d31; border: 1px solid #232428; border-radius: 8px; padding: 12px 16px; width: fit-content; margin-top: 6px; color: #00a8fc }
`;
