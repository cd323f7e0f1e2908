import { useEffect, useState, type ReactNode } from 'react';
import { Icon } from '../../components/Icon.js';
import { ICON_NAMES } from '../../components/icon-name.js';
import { ACTION_LOOKS, DATE_LOOKS, RUN_LOOKS, UPSTREAM_LOOKS } from '../../components/states.js';
import { contrastOf } from './contrast.js';
import { ACCENTS, FILLS, MEASURES, SHAPES, SIZES, SPACES, SURFACES, TEXTS, TONES } from './tokens.js';

type Values = (name: string) => string;

/** Values of the tokens in the theme that is shown, read anew when it changes. */
function useTokens(): Values {
  const [, setTurn] = useState(0);
  useEffect(() => {
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    const turn = (): void => {
      setTurn((now) => now + 1);
    };
    dark.addEventListener('change', turn);
    return () => {
      dark.removeEventListener('change', turn);
    };
  }, []);
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(`--${name}`).trim();
}

function Swatch(props: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <li className="swatch">
      <span className="swatch-colour" style={{ background: `var(--${props.name})` }} />
      <code>{props.name}</code>
      <code className="muted">{props.value}</code>
    </li>
  );
}

export function ColoursPart(): ReactNode {
  const valueOf = useTokens();
  const swatches = (names: readonly string[]): ReactNode => (
    <ul className="swatches">
      {names.map((name) => (
        <Swatch key={name} name={name} value={valueOf(name)} />
      ))}
    </ul>
  );
  return (
    <>
      <p>
        Text on every surface it may stand on, with the contrast as it is measured in this theme; 4.5 is the least. A
        change of theme in the menu measures the other one.
      </p>
      <div className="guide-scroll" tabIndex={0} role="region" aria-label="Contrast of text">
        <table className="mini contrast">
          <thead>
            <tr>
              <th scope="col">Text</th>
              {SURFACES.map((surface) => (
                <th scope="col" key={surface}>
                  {surface}
                </th>
              ))}
              <th scope="col">its fill</th>
            </tr>
          </thead>
          <tbody>
            {TEXTS.map((text) => (
              <tr key={text}>
                <th scope="row">
                  <code>{text}</code>
                </th>
                {[...SURFACES, text.startsWith('tone-') ? text.replace('tone-', 'fill-') : null].map((surface, at) => (
                  <td key={surface ?? at} style={surface === null ? {} : { background: `var(--${surface})` }}>
                    {surface === null ? (
                      '–'
                    ) : (
                      <span className="num" style={{ color: `var(--${text})` }}>
                        {contrastOf(valueOf(text), valueOf(surface)).toFixed(1)}
                      </span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h3>Surfaces and fills</h3>
      {swatches([...SURFACES, ...FILLS])}
      <h3>Lines, shapes and the accent</h3>
      {swatches([...SHAPES, ...ACCENTS])}
    </>
  );
}

export function ScalesPart(): ReactNode {
  const valueOf = useTokens();
  return (
    <>
      <h3>Type</h3>
      <ul className="scale">
        {SIZES.map((name) => (
          <li key={name}>
            <code>{name}</code>
            <code className="muted">{valueOf(name)}</code>
            <span style={{ fontSize: `var(--${name})` }}>Match rate 98.4 %, 369 of 375 lines</span>
          </li>
        ))}
      </ul>
      <h3>Spaces</h3>
      <ul className="scale">
        {SPACES.map((name) => (
          <li key={name}>
            <code>{name}</code>
            <code className="muted">{valueOf(name)}</code>
            <span className="scale-bar" style={{ width: `var(--${name})` }} />
          </li>
        ))}
      </ul>
      <h3>Measures and typefaces</h3>
      <ul className="scale">
        {MEASURES.map((name) => (
          <li key={name}>
            <code>{name}</code>
            <code className="muted wrap">{valueOf(name)}</code>
          </li>
        ))}
      </ul>
    </>
  );
}

export function ShapesPart(): ReactNode {
  const groups = [
    ['A date of a run', DATE_LOOKS],
    ['A run', RUN_LOOKS],
    ['What a plan does with a date', ACTION_LOOKS],
    ['A table the rows are made from', UPSTREAM_LOOKS],
  ] as const;
  return (
    <>
      <p>A state is told by a shape, a word and a tone, in this order of weight: without colour nothing is lost.</p>
      <div className="samples">
        {groups.map(([title, looks]) => (
          <section key={title} aria-label={title}>
            <h3>{title}</h3>
            <ul className="shape-list">
              {Object.entries(looks).map(([state, look]) => (
                <li key={state} className="badge" data-tone={look.tone}>
                  <Icon name={look.icon} />
                  {look.word}
                </li>
              ))}
            </ul>
          </section>
        ))}
        <section aria-label="Shapes">
          <h3>Every shape</h3>
          <ul className="shape-list">
            {ICON_NAMES.map((name) => (
              <li key={name} className="badge" data-tone="idle">
                <Icon name={name} />
                {name}
              </li>
            ))}
          </ul>
        </section>
        <section aria-label="Tones">
          <h3>Tones</h3>
          <ul className="shape-list">
            {TONES.map((tone) => (
              <li key={tone} className="badge badge-strong" data-tone={tone}>
                {tone}
              </li>
            ))}
          </ul>
        </section>
      </div>
    </>
  );
}
