// A playbook: several saved recipes in order, each on the rows that the one before has filled. Its shape; not its run.
import * as z from 'zod/mini';
import { list, notEmpty, text } from '../text/demands';
import { PARSING, problemText } from './problem-text';
import { scheduleSetting, VERSION } from './recipe';

const schema = z.strictObject({
  version: VERSION,
  name: text(100),
  recipes: list(z.string().check(notEmpty), 20),
  schedule: z.optional(scheduleSetting),
});

export type Playbook = z.infer<typeof schema>;

export function isPlaybook(raw: unknown): boolean {
  return typeof raw === 'object' && raw !== null && 'recipes' in raw;
}

export function readPlaybook(raw: unknown): { playbook: Playbook } | { problem: string } {
  const parsed = schema.safeParse(raw, PARSING);
  if (!parsed.success) return { problem: problemText(parsed.error, [], () => Object.keys(schema.shape)) };
  return { playbook: { ...parsed.data, name: parsed.data.name.trim() } };
}
