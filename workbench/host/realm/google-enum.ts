// Google's enums: single objects that print as their name and can be compared by identity. Not strings.

export class GoogleEnum {
  constructor(
    private readonly label: string,
    private readonly position: number,
  ) {}
  name(): string {
    return this.label;
  }
  ordinal(): number {
    return this.position;
  }
  compareTo(other: GoogleEnum): number {
    return this.position - other.position;
  }
  toString(): string {
    return this.label;
  }
  toJSON(): string {
    return this.label;
  }
}

export function enumOf<N extends string>(...names: N[]): Record<N, GoogleEnum> {
  const entries = names.map((name, position) => [name, new GoogleEnum(name, position)] as const);
  return Object.fromEntries(entries) as Record<N, GoogleEnum>;
}
