// google.script.run and google.script.host for a sidebar's frame: every call goes to the page that holds it. Runs inside the frame, before its own scripts.
// Rules: developers.google.com/apps-script/guides/html/communication.

type Settings = { holder: string; functions: string[]; nowMs: number; speed: number };
type Handlers = {
  success?: (value: unknown, user: unknown) => void;
  failure?: (error: Error, user: unknown) => void;
  user?: unknown;
};
type Call = { fn: string; args: string; handlers: Handlers };
type Reply = { id: number; value?: unknown; error?: string };

/** The eleventh call waits. */
const AT_ONCE = 10;

function illegalIndex(args: unknown[]): number {
  const illegal = (value: unknown, above: unknown[]): boolean => {
    if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') return true;
    if (typeof value !== 'object' || value === null) return false;
    const proto = Object.getPrototypeOf(value);
    if (above.includes(value) || (!Array.isArray(value) && proto !== Object.prototype && proto !== null)) return true;
    return Object.values(value).some((part) => illegal(part, [...above, value]));
  };
  return args.findIndex((arg) => illegal(arg, []));
}

/** A form may be given as the only parameter; it arrives as its fields. */
function legalArgs(args: unknown[]): unknown[] {
  if (args.length === 1 && args[0] instanceof HTMLFormElement) return [Object.fromEntries(new FormData(args[0]))];
  return args;
}

/**
 * The frame lives in the workbench's time, so that what is due then is due here. While something computes there that time goes no faster than
 * real time: what is due late is armed again when the clock is set back.
 */
function followClock(settings: Settings): (nowMs: number, speed: number) => void {
  const RealDate = Date;
  const realTimeout = setTimeout;
  const realClear = clearTimeout;
  const realInterval = setInterval;
  const armed = new Map<number, { real: number; arm: () => number }>();
  let lastTimer = 0;
  let { nowMs: baseMs, speed } = settings;
  let sinceMs = RealDate.now();
  const now = () => Math.round(baseMs + (RealDate.now() - sinceMs) * speed);
  class LiveDate extends RealDate {
    constructor(...args: unknown[]) {
      super(...((args.length === 0 ? [now()] : args) as [number]));
    }
    static override now(): number {
      return now();
    }
  }
  window.Date = LiveDate as DateConstructor;
  window.setTimeout = ((act: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
    const id = ++lastTimer;
    const dueMs = now() + ms;
    const look = () => {
      if (now() < dueMs) return rearm(id);
      armed.delete(id);
      act(...args);
    };
    armed.set(id, { real: 0, arm: () => realTimeout(look, Math.max(0, dueMs - now()) / speed) as unknown as number });
    rearm(id);
    return id;
  }) as unknown as typeof setTimeout;
  const rearm = (id: number): void => {
    const timer = armed.get(id)!;
    realClear(timer.real);
    timer.real = timer.arm();
  };
  window.clearTimeout = ((id: number) => {
    realClear(armed.get(id)?.real);
    armed.delete(id);
  }) as typeof clearTimeout;
  window.setInterval = ((act: TimerHandler, ms = 0, ...args: unknown[]) =>
    realInterval(act, ms / speed, ...args)) as typeof setInterval;
  return (nowMs, newSpeed) => {
    const isOther = newSpeed !== speed;
    baseMs = nowMs;
    speed = newSpeed;
    sinceMs = RealDate.now();
    if (isOther) for (const id of armed.keys()) rearm(id);
  };
}

export function install(settings: Settings): void {
  const setClock = followClock(settings);
  const waiting: Call[] = [];
  const inAir = new Map<number, Handlers>();
  let lastId = 0;
  const tell = (message: object) => parent.postMessage({ backfill: message }, settings.holder);
  const sendNext = () => {
    while (inAir.size < AT_ONCE && waiting.length > 0) {
      const { fn, args, handlers } = waiting.shift() as Call;
      inAir.set(++lastId, handlers);
      tell({ kind: 'call', id: lastId, fn, args });
    }
  };
  const hear = ({ id, value, error }: Reply) => {
    const handlers = inAir.get(id);
    if (!handlers) return;
    inAir.delete(id);
    sendNext();
    if (error === undefined) handlers.success?.(value, handlers.user);
    else if (handlers.failure)
      handlers.failure(Object.assign(new Error(error), { name: 'ScriptError' }), handlers.user);
    else console.error(`Uncaught ScriptError: ${error}`);
  };
  const runner = (handlers: Handlers): object => {
    const all: Record<string, unknown> = {
      withSuccessHandler: (success: Handlers['success']) => runner({ ...handlers, success }),
      withFailureHandler: (failure: Handlers['failure']) => runner({ ...handlers, failure }),
      withUserObject: (user: unknown) => runner({ ...handlers, user }),
    };
    for (const fn of settings.functions) {
      all[fn] = (...given: unknown[]) => {
        const args = legalArgs(given);
        const illegal = illegalIndex(args);
        if (illegal >= 0) throw new TypeError(`Failed due to illegal value in property: ${illegal}`);
        waiting.push({ fn, args: JSON.stringify(args), handlers });
        sendNext();
      };
    }
    return all;
  };
  const host = {
    origin: settings.holder,
    close: () => tell({ kind: 'close' }),
    setHeight: (height: number) => tell({ kind: 'size', height }),
    setWidth: (width: number) => tell({ kind: 'size', width }),
    editor: { focus: () => tell({ kind: 'focus' }) },
  };
  addEventListener('message', (event) => {
    if (event.source !== parent || event.origin !== settings.holder) return;
    const message = event.data?.backfill;
    if (message?.kind === 'returned') hear(message);
    if (message?.kind === 'clock') setClock(message.nowMs, message.speed);
  });
  Object.assign(window, { google: { script: { run: runner({}), host } } });
  tell({ kind: 'ready' });
}
