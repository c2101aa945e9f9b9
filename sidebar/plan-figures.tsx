// A plan's figures as a list, and what should be known before it is confirmed. Only what the add-on worked out.
import type { PlanView } from '../src/sidebar-calls';
import { count, credits, duration, priceRange, whole } from './amounts';
import { Notice } from './notice';

function capWords({ cap }: PlanView): string | null {
  const parts: string[] = [];
  if (cap.credits !== null) parts.push(credits(cap.credits));
  if (cap.requests !== null) parts.push(count(cap.requests, 'request'));
  return parts.length > 0 ? parts.join(', ') : null;
}

function balanceWords({ balance, price }: PlanView): string | null {
  if (balance === null || price === null) return null;
  return price.max > balance ? `${credits(balance)} now: may not suffice` : `${credits(balance - price.max)} or more`;
}

export function figuresOf(plan: PlanView): [string, string][] {
  const figures: [string, string | null][] = [
    ['Rows', whole(plan.rows)],
    ['Different requests', whole(plan.requests)],
    ['Bought already, free', plan.reused > 0 ? whole(plan.reused) : null],
    ['To buy', whole(plan.toBuy)],
    ['Price', plan.toBuy === 0 ? 'free' : priceRange(plan.price)],
    ['Balance after', balanceWords(plan)],
    ['Never more than', capWords(plan)],
    ['Expected time', plan.expectedSeconds === null ? null : duration(plan.expectedSeconds)],
    ['Incomplete rows, left alone', plan.incompleteRows > 0 ? whole(plan.incompleteRows) : null],
    ['Rows of another run', plan.shared > 0 ? whole(plan.shared) : null],
    ['Cells kept as they are', plan.keptCells > 0 ? whole(plan.keptCells) : null],
    ['New columns', plan.columnsToAdd.length > 0 ? plan.columnsToAdd.join(', ') : null],
  ];
  return figures.filter((one): one is [string, string] => one[1] !== null);
}

export function PlanFigures({ plan }: { plan: PlanView }) {
  return (
    <>
      <dl class="figures">
        {figuresOf(plan).map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {plan.notes.map((note) => (
        <Notice key={note} kind="warn">
          {note}
        </Notice>
      ))}
    </>
  );
}
