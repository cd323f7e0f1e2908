import type { ReactNode } from 'react';

export interface Part {
  readonly id: string;
  readonly title: string;
  readonly body: ReactNode;
}

/** One component in one state, with the name of the state over it. */
export function Sample(props: {
  readonly state: string;
  readonly wide?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div className="sample" data-wide={props.wide || undefined} data-sample="">
      <p className="sample-state">{props.state}</p>
      <div className="sample-body">{props.children}</div>
    </div>
  );
}

export function Samples(props: { readonly children: ReactNode }): ReactNode {
  return <div className="samples">{props.children}</div>;
}
