// The free reads: list, details, choices. Each switch that changes them is shown.

import { describe, expect, test } from 'vitest';
import { scene } from './ask';

describe('the list', () => {
  test('without page it is a bare array, and has no params', () => {
    const list = scene().json('GET', '/v1/enrichments/');
    expect(Array.isArray(list)).toBe(true);
    expect(list.find((one: { id: number }) => one.id === 833)).toMatchObject({ name: 'Find work email', price: 0.05 });
    expect(list.every((one: object) => !('params' in one))).toBe(true);
  });

  test('with page it comes in pages that together hold everything once', () => {
    const at = scene();
    const ids: number[] = [];
    for (let page = 1; ; page++) {
      const body = at.json('GET', `/v1/enrichments/?page=${page}&limit=4`);
      expect(body).toMatchObject({ page, limit: 4, total_count: 9 });
      ids.push(...body.items.map((one: { id: number }) => one.id));
      if (!body.has_next_page) break;
    }
    expect(new Set(ids).size).toBe(9);
    expect(ids).toHaveLength(9);
  });

  test.each([['items'], ['results']] as const)('it can come under "%s" unasked', (listShape) => {
    expect(scene({ listShape }).json('GET', '/v1/enrichments/')[listShape]).toHaveLength(9);
  });

  test('it can stay a bare array when a page is asked for', () => {
    expect(scene({ listShape: 'array' }).json('GET', '/v1/enrichments/?page=1')).toHaveLength(9);
  });

  test('a search finds by words and needs three characters, unless switched', () => {
    const at = scene();
    expect(at.json('GET', '/v1/enrichments/?q=work%20email')).toHaveLength(2);
    expect(at.http('GET', '/v1/enrichments/?q=wo').status).toBe(422);
    at.switches.shortestQuery = 0;
    expect(at.http('GET', '/v1/enrichments/?q=wo').status).toBe(200);
  });

  test('own-key enrichments show only when asked for, categories filter, search data comes on request', () => {
    const at = scene();
    expect(at.json('GET', '/v1/enrichments/?authorized_only=false')).toHaveLength(10);
    expect(at.json('GET', '/v1/enrichments/?category=Tech%20Stack')).toHaveLength(2);
    expect(at.json('GET', '/v1/enrichments/?include_search_meta=true')[0]).toMatchObject({ rank: 1 });
  });

  test('a limit over 500 is 422', () => {
    expect(scene().http('GET', '/v1/enrichments/?page=1&limit=501').status).toBe(422);
  });
});

describe('the details', () => {
  test('they name params by slug, label, type and choices, and the fields of a result', () => {
    const details = scene().json('GET', '/v1/enrichments/833');
    const country = details.params.find((param: { name: string }) => param.name === 'country');
    expect(country).toMatchObject({ is_required: false, type_field: 'select', description: 'Country' });
    expect(country.choices).toMatchObject({
      mode: 'inline',
      items: expect.arrayContaining([{ id: 'US', name: 'United States' }]),
    });
    expect(details.response_fields.map((field: { name: string }) => field.name)).toContain('email');
  });

  test('a price by parameter names the parameter', () => {
    expect(scene().json('GET', '/v1/enrichments/1204')).toMatchObject({
      pricing: { type: 'per_parameter', parameter: 'limit' },
      pagination: { supported: true },
    });
  });

  test('remote choices name their endpoint and are not listed', () => {
    const details = scene().json('GET', '/v1/enrichments/1512');
    expect(details.params[1].choices).toEqual({
      mode: 'remote',
      endpoint: '/v1/enrichments/1512/params/technology/choices',
    });
  });

  test('an unknown id is 404, a word for an id 422', () => {
    expect(scene().http('GET', '/v1/enrichments/1').status).toBe(404);
    expect(scene().http('GET', '/v1/enrichments/best').status).toBe(422);
  });
});

describe('choices', () => {
  const path = '/v1/enrichments/1512/params/technology/choices';

  test('they come in several pages that hold each id once', () => {
    const at = scene();
    const pages = [1, 2, 3].map((page) => at.json('GET', `${path}?page=${page}&limit=100`));
    expect(pages.map((page) => [page.items.length, page.has_next_page])).toEqual([
      [100, true],
      [100, true],
      [30, false],
    ]);
    expect(new Set(pages.flatMap((page) => page.items.map((item: { id: string }) => item.id))).size).toBe(230);
  });

  test('they can be searched by name', () => {
    expect(scene().json('GET', `${path}?q=rust&limit=500`).items[0]).toEqual({ id: '4007', name: 'Rust' });
  });

  test('a page out of range is 422, or an HTML page with 500', () => {
    expect(scene().http('GET', `${path}?page=0`).status).toBe(422);
    const html = scene({ choicesOutOfRangeAs: '500-html' }).http('GET', `${path}?limit=501`);
    expect([html.status, html.body.startsWith('<html>')]).toEqual([500, true]);
  });
});

test.each([
  ['catalogue', '/v1/enrichments/'],
  ['details', '/v1/enrichments/833'],
  ['choices', '/v1/enrichments/1512/params/technology/choices'],
  ['balance', '/v1/user/me'],
] as const)('%s can be missing (404, 501) or broken (HTML 500)', (name, path) => {
  expect(scene({ [name]: '404' }).http('GET', path).status).toBe(404);
  expect(scene({ [name]: '501' }).http('GET', path).status).toBe(501);
  expect(scene({ [name]: '500-html' }).http('GET', path).headers['content-type']).toBe('text/html');
});
