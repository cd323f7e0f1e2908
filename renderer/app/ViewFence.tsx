import { Component, type ReactNode } from 'react';
import { ErrorNote } from '../components/feedback.js';
import { navigate } from '../address/use-route.js';

interface Props {
  /** Another address is another view: what failed in one is not held against the next. */
  readonly address: string;
  readonly children: ReactNode;
}

interface State {
  readonly failed: string | null;
  readonly at: string;
}

/** Keeps a view that cannot be drawn from taking the window with it: navigation, status and running work stay. */
export class ViewFence extends Component<Props, State> {
  override readonly state: State = { failed: null, at: this.props.address };

  static getDerivedStateFromError(error: unknown): Pick<State, 'failed'> {
    return { failed: error instanceof Error ? error.message : String(error) };
  }

  static getDerivedStateFromProps(props: Props, state: State): State | null {
    return props.address === state.at ? null : { failed: null, at: props.address };
  }

  override render(): ReactNode {
    const { failed } = this.state;
    if (failed === null) return this.props.children;
    return (
      <div className="screen">
        <h1>This view cannot be shown</h1>
        <ErrorNote
          error={{
            code: 'internal',
            message: `Drawing it failed: ${failed}.`,
            retryable: true,
            remedy: 'No data was touched; a run under way goes on. Another screen works as before.',
          }}
          retry={() => {
            this.setState({ failed: null });
          }}
        >
          <a
            className="button"
            href="#/overview"
            onClick={(event) => {
              event.preventDefault();
              navigate({ screen: 'overview' });
            }}
          >
            To the Overview
          </a>
        </ErrorNote>
      </div>
    );
  }
}
