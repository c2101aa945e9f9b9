// A Google account as scripts see it: an e-mail address. Not who may do what.
import { refuseUnknown } from './refuse-unknown';

export class User {
  constructor(private readonly email: string) {}
  getEmail(): string {
    return this.email;
  }
  getUserLoginId(): string {
    return this.email;
  }
}
refuseUnknown(User, 'User');
