// The store's icons and its card banner: drawn as SVG by this file, made PNG by Chromium. Nothing is drawn by hand.
import { browser } from '../browser';

export const ICON_PX = [16, 32, 48, 96, 128];
export const BANNER_PX = { width: 220, height: 140 };

const GROUND = '#0b5c6b';
const CELL = '#d7ecef';
const FILLED = '#f6c344';

/** A list of three rows whose last column is being filled: the last row is still empty. In a square of 32. */
const LIST = [0, 1, 2]
  .map((row) => {
    const y = 7 + row * 7;
    const answer = row < 2 ? `fill="${FILLED}"` : `fill="none" stroke="${FILLED}" stroke-width="1.4"`;
    const at = row < 2 ? `x="18" y="${y}" width="8" height="4.6"` : `x="18.7" y="${y + 0.7}" width="6.6" height="3.2"`;
    return `<rect x="6" y="${y}" width="9.5" height="4.6" rx="1" fill="${CELL}"/><rect ${at} rx="1" ${answer}/>`;
  })
  .join('');

function square(x: number, y: number, px: number): string {
  const ground = `<rect width="32" height="32" rx="7" fill="${GROUND}"/>`;
  return `<svg x="${x}" y="${y}" width="${px}" height="${px}" viewBox="0 0 32 32">${ground}${LIST}</svg>`;
}

export function iconSvg(px: number): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${px}" height="${px}">${square(0, 0, px)}</svg>`;
}

export function bannerSvg(): string {
  const { width, height } = BANNER_PX;
  const words = `<text x="110" y="112" font-family="Arial, Helvetica, sans-serif" font-size="22" font-weight="bold" text-anchor="middle" fill="${GROUND}">Backfill</text>`;
  const ground = `<rect width="${width}" height="${height}" fill="#eef6f7"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${ground}${square(82, 26, 56)}${words}</svg>`;
}

/** @returns PNG; what the drawing leaves out is transparent */
export async function pngOf(svg: string, width: number, height: number): Promise<Buffer> {
  const page = await (await browser()).newPage({ viewport: { width, height } });
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`);
  const png = await page.screenshot({ omitBackground: true });
  await page.close();
  return png;
}
