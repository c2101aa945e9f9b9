// A short name for a person in property keys.
import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64, utf8 } from '../text/bytes';

export function userTag(user: string): string {
  return toBase64(sha256(utf8(user.toLowerCase())).subarray(0, 9));
}
