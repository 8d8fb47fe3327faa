import { createRequire } from "node:module";
import { Resvg } from "@resvg/resvg-js";
import { type EChartsOption, init } from "echarts";

/** A picture for a phone held upright: wide enough for a season, with letters that are still read at a third. */
export const pictureSize = { width: 1200, height: 800 } as const;

export const font = "Inter";
export const ink = {
  text: "#1b1f24",
  soft: "#57606a",
  grid: "#d8dee4",
  baseline: "#1f4e9c",
  target: "#bf3989",
} as const;

/** Draws a chart as SVG; the same chart gives the same text. */
export function chartSvg(chart: EChartsOption): string {
  const drawn = init(null, null, { renderer: "svg", ssr: true, ...pictureSize });
  try {
    drawn.setOption({
      animation: false,
      useUTC: true,
      backgroundColor: "#ffffff",
      textStyle: { fontFamily: font },
      ...chart,
    });
    return readable(drawn.renderToSVGString());
  } finally {
    drawn.dispose();
  }
}

/** What people typed may hold characters that no XML can. */
function readable(svg: string): string {
  return svg.toWellFormed().replace(/(?![\n\r\t])[\p{Cc}\ufffe\uffff]/gu, "");
}

const require = createRequire(import.meta.url);
const fontFiles = [
  require.resolve("@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf"),
  require.resolve("@expo-google-fonts/inter/700Bold/Inter_700Bold.ttf"),
];

/** Paints an SVG as PNG, with no font but our own, so that it looks alike on every machine. */
export function pngOf(svg: string): Uint8Array {
  const picture = new Resvg(svg, { font: { fontFiles, loadSystemFonts: false, defaultFontFamily: font } });
  return picture.render().asPng();
}
