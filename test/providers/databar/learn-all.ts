// Learns a catalogue entry as planning does: asks, hears, asks again until nothing is missing. No rules are tested here.
import { databarEnrichment } from '../../../src/providers/databar/enrichment';
import type { Answer, Call, Converted, Json, Learning, Learnt, Wanted } from '../../../src/providers/operation';
import { says } from './answers';
import { SETTINGS } from './talk';

export type Learned = Learning & { calls: Call[]; rounds: number };

/** `answer` gets each call's path. Stops at a failure, like planning, and after 50 rounds, unlike it. */
export function learnAll(answer: (path: string) => Answer, wanted: Wanted = {}, known: Learnt = {}): Learned {
  let learnt = known;
  const calls: Call[] = [];
  for (let round = 0; round < 50; round++) {
    const due = databarEnrichment.toLearn(SETTINGS, wanted, learnt);
    if (due.length === 0) return { learnt, calls, rounds: round };
    calls.push(...due);
    const said = databarEnrichment.learn(
      SETTINGS,
      wanted,
      learnt,
      due,
      due.map((call) => answer(call.path)),
    );
    learnt = said.learnt;
    if (said.failure) return { ...said, calls, rounds: round + 1 };
  }
  throw new Error('still something to learn after 50 rounds');
}

/** An account with 100 credits and this catalogue entry; choices by a function of their page. */
export function catalogue(entry: Answer, choices?: (page: number, path: string) => Answer): (path: string) => Answer {
  return (path) => {
    if (path === '/v1/user/me') return { status: 200, headers: {}, text: '{"balance":100}' };
    const page = /[?&]page=(\d+)/.exec(path)?.[1];
    return page === undefined ? entry : choices!(Number(page), path);
  };
}

/** A catalogue entry with these properties instead. */
export function entry(more: { [key: string]: Json } = {}) {
  return says(200, {
    id: 833,
    name: 'Find work e-mail',
    price: 0.05,
    params: [{ name: 'first_name', is_required: true, type_field: 'text', description: 'First name', choices: null }],
    ...more,
  });
}

/** An entry with one parameter `p`. */
export function withParam(param: { [key: string]: Json }) {
  return entry({ params: [{ name: 'p', is_required: false, ...param }] });
}

/** How a cell's text would be sent. */
export function converted(text: string, learnt: Learnt, parameter = 'p'): Converted {
  return databarEnrichment.convert(parameter, text, learnt, { texts: { [parameter]: text }, settings: SETTINGS });
}
