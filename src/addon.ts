// Composition root: chooses the platform, and lets nobody past who is not a person. Built lazily; loading this file calls nothing.
import { appsScriptPlatform } from './platform/apps-script/platform';
import type { Platform } from './platform/ports';

/**
 * The platform for a person's execution. A formula is denied Session, or gets no identity from it; either way this throws, so that
 * `=rpc(…)` in a cell reaches neither the owner's key nor a property.
 */
export function platformOfPerson(): Platform {
  let user = '';
  try {
    user = appsScriptPlatform.user();
  } catch {
    // No identity: the same as an empty one.
  }
  if (user === '') throw new Error('This cannot be used as a formula. Open Backfill from the Extensions menu.');
  return appsScriptPlatform;
}
