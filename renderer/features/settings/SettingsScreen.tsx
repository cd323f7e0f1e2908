import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { assertNever } from '../../../shared/assert-never.js';
import type { WarehouseStatus } from '../../../shared/console.js';
import type { ErrorInfo } from '../../../shared/errors.js';
import { DEFAULT_SETTINGS, type Settings } from '../../../shared/settings.js';
import { formatRoute } from '../../address/address.js';
import { SETTINGS_SECTIONS, settingsRoute, type Route, type SettingsSection } from '../../address/routes.js';
import { useNavigate } from '../../address/use-route.js';
import { ActionButton } from '../../components/ActionButton.js';
import { ErrorNote, Loading } from '../../components/feedback.js';
import { counted } from '../../format/numbers.js';
import { useConsole } from '../../store/context.js';
import { offerUndo } from '../../store/undo.js';
import { saveWithUndo } from './choose-warehouse.js';
import { EditingProvider, type Editing } from './fields.js';
import { AppearanceSection, ChecksSection, ExportsSection } from './other-sections.js';
import { SchemaSection } from './SchemaSection.js';
import { changedFields, sectionOf } from './settings-view.js';
import { WarehouseSection } from './WarehouseSection.js';

type SettingsRoute = Extract<Route, { screen: 'settings' }>;

const SECTION_WORDS: Readonly<Record<SettingsSection, string>> = {
  warehouse: 'Warehouse',
  schema: 'Schema',
  checks: 'Checks',
  exports: 'Exports',
  appearance: 'Appearance',
};

/** Everything that is kept between sessions. `warehouse` is null when the one that is set could not be opened. */
export function SettingsScreen(props: {
  readonly route: SettingsRoute;
  readonly warehouse: WarehouseStatus | null;
}): ReactNode {
  const settings = useConsole((state) => state.settings);
  const edit = useConsole((state) => state.editSettings);
  const load = useConsole((state) => state.loadSettings);
  const draft = useConsole((state) => state.settingsDraft);
  const saved = settings.state === 'ready' ? settings.value : settings.state === 'loading' ? settings.stale : null;
  return (
    <div className="screen settings">
      <header className="screen-head row">
        <h1>Settings</h1>
      </header>
      {saved !== null ? (
        <Editor saved={saved} route={props.route} warehouse={props.warehouse} />
      ) : settings.state === 'failed' && draft !== null ? (
        // A damaged file of settings: what is saved now replaces it whole.
        <Editor saved={null} route={props.route} warehouse={props.warehouse} />
      ) : settings.state === 'failed' ? (
        <ErrorNote error={settings.error} retry={() => void load()} retryLabel="Read again">
          <Button
            className="button"
            onPress={() => {
              edit(DEFAULT_SETTINGS);
            }}
          >
            Begin with the defaults
          </Button>
        </ErrorNote>
      ) : (
        <Loading what="Reading the settings…" since={null} rows={8} />
      )}
    </div>
  );
}

/** Null `saved`: nothing that could be read is saved, so everything counts as changed. */
function Editor(props: {
  readonly saved: Settings | null;
  readonly route: SettingsRoute;
  readonly warehouse: WarehouseStatus | null;
}): ReactNode {
  const { saved, route } = props;
  const go = useNavigate();
  const kept = useConsole((state) => state.settingsDraft);
  const edit = useConsole((state) => state.editSettings);
  const save = useConsole((state) => state.saveSettings);
  const [refused, setRefused] = useState<ErrorInfo | null>(null);
  const [saving, setSaving] = useState(false);
  const [done, setDone] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const draft = kept ?? saved ?? DEFAULT_SETTINGS;
  const changed = useMemo(() => (saved === null ? ['settings'] : changedFields(saved, draft)), [saved, draft]);
  const refusedField = refused?.subject ?? null;
  // The refusal leads to its field, which may stand in another section.
  useEffect(() => {
    if (refusedField === null) return;
    body.current?.querySelector<HTMLElement>(`[data-field="${CSS.escape(refusedField)}"]`)?.focus();
  }, [refusedField, refused, route.section]);
  const editing: Editing = {
    draft,
    changed,
    refused,
    edit: (next) => {
      setDone(false);
      setRefused(null);
      edit(next);
    },
  };
  const store = (): void => {
    setSaving(true);
    setRefused(null);
    void saveWithUndo({ saveSettings: save }, saved, draft, 'Settings saved').then((error) => {
      setSaving(false);
      setDone(error === null);
      setRefused(error);
      if (error?.subject !== undefined && error.code === 'bad_input') {
        go(settingsRoute(sectionOf(error.subject)), 'replace');
      }
    });
  };
  return (
    <EditingProvider value={editing}>
      <div className="settings-split">
        <nav className="settings-nav" aria-label="Sections">
          <ul>
            {SETTINGS_SECTIONS.map((section) => {
              const edits = changed.filter((field) => sectionOf(field) === section && section !== 'schema').length;
              return (
                <li key={section}>
                  <a
                    href={formatRoute(settingsRoute(section))}
                    aria-current={section === route.section ? 'page' : undefined}
                  >
                    {SECTION_WORDS[section]}
                    {edits > 0 ? <span className="changed"> {edits} changed</span> : null}
                  </a>
                </li>
              );
            })}
          </ul>
        </nav>
        <div className="settings-body" ref={body}>
          <h2>{SECTION_WORDS[route.section]}</h2>
          <Section section={route.section} saved={saved ?? draft} warehouse={props.warehouse} />
        </div>
      </div>
      <footer className="settings-actions">
        {refused === null ? null : <ErrorNote error={refused} />}
        <div className="toolbar">
          <ActionButton className="button primary" isDisabled={changed.length === 0 || saving} onPress={store}>
            {saving ? 'Saving…' : 'Save'}
          </ActionButton>
          <ActionButton
            className="button"
            isDisabled={kept === null || saving}
            onPress={() => {
              setRefused(null);
              edit(null);
              if (kept !== null) {
                offerUndo('Changes discarded', () => {
                  edit(kept);
                });
              }
            }}
          >
            Discard changes
          </ActionButton>
          <span role="status" className={changed.length > 0 ? 'changed' : 'muted'}>
            {saved === null
              ? 'Saving replaces the settings that cannot be read.'
              : changed.length > 0
                ? `${counted(changed.length, 'change')} not saved yet.`
                : done
                  ? 'Saved.'
                  : 'Everything is saved.'}
          </span>
        </div>
      </footer>
    </EditingProvider>
  );
}

function Section(props: {
  readonly section: SettingsSection;
  readonly saved: Settings;
  readonly warehouse: WarehouseStatus | null;
}): ReactNode {
  switch (props.section) {
    case 'warehouse':
      return <WarehouseSection saved={props.saved} warehouse={props.warehouse} />;
    case 'schema':
      return <SchemaSection />;
    case 'checks':
      return <ChecksSection />;
    case 'exports':
      return <ExportsSection />;
    case 'appearance':
      return <AppearanceSection />;
    default:
      return assertNever(props.section, 'section');
  }
}
