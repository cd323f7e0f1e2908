import type { ReactNode } from 'react';
import { Icon } from './Icon.js';
import type { Look } from './states.js';

export function Badge(props: { readonly look: Look; readonly strong?: boolean }): ReactNode {
  const { look } = props;
  return (
    <span className={props.strong ? 'badge badge-strong' : 'badge'} data-tone={look.tone}>
      <Icon name={look.icon} />
      {look.word}
    </span>
  );
}
