// The Marketplace kit's pictures: each is a PNG of the size that is asked for, drawn, and not blank.
import { afterAll, expect, test } from 'vitest';
import { closeBrowser } from '../../workbench/browser';
import { drawnFiles } from '../../workbench/publish/kit';

afterAll(closeBrowser);

/** A PNG's first block says its size: eight bytes of signature, eight of the block's head, then width and height. */
function sizeOf(png: Buffer): [number, number] {
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

test('icons of 16, 32, 48, 96 and 128 px and a card banner of 220 × 140, each of them drawn', async () => {
  const files = Object.entries(await drawnFiles()) as [string, Buffer][];
  expect(files.map(([name, png]) => [name, ...sizeOf(png)])).toEqual([
    ['images/icon-16.png', 16, 16],
    ['images/icon-32.png', 32, 32],
    ['images/icon-48.png', 48, 48],
    ['images/icon-96.png', 96, 96],
    ['images/icon-128.png', 128, 128],
    ['images/card-banner.png', 220, 140],
  ]);
  // One colour alone compresses to less.
  for (const [name, png] of files) expect(png.length, name).toBeGreaterThan(200);
});
