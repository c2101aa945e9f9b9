// Numbers, credits, times and durations as people read them. Pure but for the time zone of the browser.
const WHOLE = new Intl.NumberFormat('en-US');
const CREDITS = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

export function count(number: number, one: string, many = `${one}s`): string {
  return `${WHOLE.format(number)} ${number === 1 ? one : many}`;
}

export function whole(number: number): string {
  return WHOLE.format(number);
}

/** Rounded up where something is left behind the second digit: a price is never said to be lower than it is. */
export function credits(amount: number): string {
  const shown = Math.ceil(Math.round(amount * 1e6) / 1e4) / 100;
  return `${CREDITS.format(shown)} ${shown === 1 ? 'credit' : 'credits'}`;
}

export function priceRange(price: { min: number; max: number } | null): string {
  if (price === null) return 'price not known';
  if (price.max === 0) return 'free';
  return price.min === price.max ? credits(price.max) : `${CREDITS.format(price.min)}–${credits(price.max)}`;
}

/** As a sentence. */
export function rowPrice(price: { min: number; max: number } | null): string {
  const words = priceRange(price);
  return /^[\d]/.test(words) ? `${words} a row.` : `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

export function upTo(max: number | null): string {
  if (max === null) return 'price not known';
  return max === 0 ? 'free' : `up to ${credits(max)}`;
}

export function duration(seconds: number): string {
  if (seconds < 60) return 'less than a minute';
  if (seconds < 90 * 60) return `about ${count(Math.round(seconds / 60), 'minute')}`;
  return `about ${count(Math.round(seconds / 3600), 'hour')}`;
}

const MOMENT = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

export function moment(atMs: number): string {
  return MOMENT.format(atMs);
}
