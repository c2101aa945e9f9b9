// What this execution has asked of Google that an account has a daily quota of. Counted by the ports, written down by the day meter.
import type { Used } from '../ports';

export const used: Used = { fetches: 0, properties: 0, shut: false, barred: false };
