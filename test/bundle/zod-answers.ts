// What the schemas of operations, schedules and recipes say of a value; an entry that is bundled, and that runs as it is. Judges nothing.
import { OPERATIONS } from '../../src/providers/all';
import { readRecipe, scheduleSetting } from '../../src/recipe/recipe';

/** As JSON: what each made of it, or all that it says against it. */
export function answers(value: unknown): string {
  const said = [...OPERATIONS.map(({ settings }) => settings), scheduleSetting].map((schema) => {
    const { data, error } = schema.safeParse(value, { reportInput: true });
    return [data, error?.issues];
  });
  return JSON.stringify([said, readRecipe(value)]);
}
