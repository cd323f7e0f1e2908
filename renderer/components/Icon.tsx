import type { ReactNode } from 'react';
import type { IconName } from './icon-name.js';

/** Drawn on a 12 x 12 field in the text's colour. Each differs in shape, so that state never hangs on colour alone. */
const SHAPES: Readonly<Record<IconName, ReactNode>> = {
  check: <path d="M2 6.5 5 9.5 10 3" />,
  cross: <path d="M3 3 9 9M9 3 3 9" />,
  blocked: (
    <>
      <circle cx="6" cy="6" r="4.2" />
      <path d="M3.2 8.8 8.8 3.2" />
    </>
  ),
  half: (
    <>
      <circle cx="6" cy="6" r="4.2" />
      <path d="M6 1.8a4.2 4.2 0 0 1 0 8.4Z" fill="currentColor" stroke="none" />
    </>
  ),
  dot: <circle cx="6" cy="6" r="1.6" fill="currentColor" stroke="none" />,
  dash: <path d="M3 6h6" />,
  ring: <circle cx="6" cy="6" r="3.8" strokeDasharray="2 1.6" />,
  back: <path d="M4.5 2.5 2 5l2.5 2.5M2 5h5a2.8 2.8 0 0 1 0 5.6H5" />,
  pause: <path d="M4 2.5v7M8 2.5v7" strokeWidth="2" />,
  play: <path d="M3.5 2.2 9.5 6l-6 3.8Z" fill="currentColor" />,
  stop: <rect x="3" y="3" width="6" height="6" fill="currentColor" />,
  warning: <path d="M6 1.6 11 10.4H1ZM6 5v2.4M6 8.6v.4" />,
  down: <path d="M2.5 4.5 6 8l3.5-3.5" />,
  up: <path d="M2.5 7.5 6 4l3.5 3.5" />,
  right: <path d="M4.5 2.5 8 6 4.5 9.5" />,
  left: <path d="M7.5 2.5 4 6l3.5 3.5" />,
  funnel: <path d="M1.5 2.5h9L7 6.8V10L5 8.8V6.8Z" />,
  funnelled: <path d="M1.5 2.5h9L7 6.8V10L5 8.8V6.8Z" fill="currentColor" />,
  grip: <path d="M4.2 2.5v.1M7.8 2.5v.1M4.2 6v.1M7.8 6v.1M4.2 9.5v.1M7.8 9.5v.1" />,
  pin: <path d="M4 1.8h4M4.6 1.8V5L3 7h6L7.4 5V1.8M6 7v3.4" />,
  swap: <path d="M2 4h8M7.8 1.8 10 4 7.8 6.2M10 8.4H2M4.2 6.2 2 8.4l2.2 2.2" />,
  calendar: <path d="M1.8 3h8.4v7.2H1.8ZM1.8 5.4h8.4M4 1.6V4M8 1.6V4" />,
};

export function Icon(props: { readonly name: IconName; readonly size?: number }): ReactNode {
  const size = props.size ?? 12;
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 12 12"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {SHAPES[props.name]}
    </svg>
  );
}
