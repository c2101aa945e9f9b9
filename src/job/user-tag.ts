// A short name for a person in property keys.
import { hashOf } from '../text/hash';

export function userTag(user: string): string {
  return hashOf(user.toLowerCase(), 9);
}
