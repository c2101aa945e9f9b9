// The heading of a step or place: takes the focus when it appears, so that the keyboard and the screen reader follow.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

// The first heading of all appears with the panel, while the person is still in the spreadsheet.
let isFirst = true;

export function Heading({ children }: { children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isFirst) {
      heading.current?.focus();
      window.scrollTo(0, 0);
    }
    isFirst = false;
  }, []);
  return (
    <h2 ref={heading} tabIndex={-1}>
      {children}
    </h2>
  );
}
