// A plan's figures as a list, and what should be known before it is confirmed. Only what the add-on worked out.
import type { PlanView, RawRecipe } from '../src/sidebar-calls';
import { count, credits, duration, priceRange, upTo, whole } from './amounts';
import { Notes } from './notice';
import { Facts } from './section';
import type { Args } from './server';

const some = (number: number) => (number > 0 ? whole(number) : null);

export function figuresOf(plan: PlanView): [string, string | null][] {
  const { balance, price, cap, expectedSeconds } = plan;
  const most = [
    cap.credits === null ? '' : credits(cap.credits),
    cap.requests === null ? '' : count(cap.requests, 'request'),
  ];
  const after =
    balance === null || price === null
      ? null
      : price.max > balance
        ? `${credits(balance)} now: may not suffice`
        : `${credits(balance - price.max)} or more`;
  return [
    ['Rows', whole(plan.rows)],
    ['Different requests', whole(plan.requests)],
    ['Bought already, free', some(plan.reused)],
    ['To buy', whole(plan.toBuy)],
    ['Price', plan.toBuy === 0 ? 'free' : priceRange(price)],
    ['Balance after', after],
    ['Never more than', most.filter(Boolean).join(', ') || null],
    ['Expected time', expectedSeconds === null ? null : duration(expectedSeconds)],
    ['Incomplete, left alone', some(plan.incompleteRows)],
    ['New columns', plan.columnsToAdd.join(', ') || null],
  ];
}

/** What `start` is told: this plan, with the figures that the person saw. */
export function startOf(recipe: RawRecipe, { planId, toBuy, price }: PlanView): Args<'start'> {
  return { recipe, planId, shown: { toBuy, maxCredits: price?.max ?? null } };
}

/** The price as a button carries it. */
export function mostOf({ toBuy, price }: PlanView): string {
  return toBuy === 0 ? 'free' : upTo(price?.max ?? null);
}

export function PlanFigures({ plan }: { plan: PlanView }) {
  return (
    <>
      <Facts title="Plan" facts={figuresOf(plan)} />
      <Notes notes={plan.notes} />
    </>
  );
}
