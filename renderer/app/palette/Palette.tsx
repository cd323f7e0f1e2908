import { useMemo, useState, type ReactNode } from 'react';
import {
  Autocomplete,
  Dialog,
  Header,
  Heading,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  SearchField,
} from 'react-aria-components';
import type { PlayerHit } from '../../../shared/lines.js';
import { monthOf } from '../../../shared/game-date.js';
import { readLabel, useReadCost } from '../../components/read-cost.js';
import { useClient, useConsole } from '../../store/context.js';
import { usePlayersRead } from '../../store/players-read.js';
import { valueOf } from '../../store/resource.js';
import { useAnswer } from '../../store/use-answer.js';
import { formatKeys } from '../../format/keys.js';
import { keep, readKept } from '../../store/kept.js';
import { useUndo } from '../../store/undo.js';
import { entryGroups, type Act } from './entries.js';
import { entriesOnScreen } from './on-screen.js';
import { usedEntries, withUse } from './used.js';

/** Letters typed before players are looked for: fewer would find half of the league. */
const LEAST_LETTERS = 2;
/** What was chosen before, from start to start. */
const USED = 'palette-used';
/** Agrees to a billed read; the palette stays. */
const READ_PLAYERS = 'read-players';
const NO_PLAYERS: readonly PlayerHit[] = [];

/** Finds any screen, action, date, run or player by a few letters. Opened by Ctrl or Cmd and K. */
export function Palette(props: {
  readonly open: boolean;
  readonly mac: boolean;
  readonly onClose: () => void;
  readonly onAct: (act: Act) => void;
}): ReactNode {
  return (
    <ModalOverlay
      className="overlay palette-overlay"
      isOpen={props.open}
      isDismissable
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
    >
      <Modal className="modal palette">
        <Dialog className="dialog" aria-label="Find anything">
          <Heading slot="title" className="sr-only">
            Find anything
          </Heading>
          <div
            className="palette-entries"
            // On the way down: the field would only be emptied by it, and the palette close at the second one.
            onKeyDownCapture={(event) => {
              if (event.key !== 'Escape') return;
              event.preventDefault();
              event.stopPropagation();
              props.onClose();
            }}
          >
            <Entries {...props} />
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Entries(props: {
  readonly mac: boolean;
  readonly onClose: () => void;
  readonly onAct: (act: Act) => void;
}): ReactNode {
  const client = useClient();
  const [typed, setTyped] = useState('');
  const warehouse = useConsole((state) => valueOf(state.warehouse));
  const runs = useConsole((state) => valueOf(state.runs));
  const calendar = useConsole((state) => valueOf(state.calendar));
  const text = typed.trim();
  const read = usePlayersRead();
  const looking = text.length >= LEAST_LETTERS;
  const { value: players } = useAnswer(looking && read.agreed ? `players ${text}` : null, () =>
    client.lines.findPlayers({ text }),
  );
  const offersPlayers = looking && read.asks && !read.agreed;
  const cost = useReadCost(read, offersPlayers);
  const months = useMemo(() => {
    const played = (calendar ?? []).filter((day) => day.games > 0 && warehouse !== null && day.date <= warehouse.today);
    return [...new Set(played.map((day) => monthOf(day.date)))].toReversed();
  }, [calendar, warehouse]);
  const { done } = useUndo();
  const undoes = done.at(-1)?.words ?? null;
  // As it was when the palette opened: the list does not move under the cursor.
  const [used] = useState(() => usedEntries(readKept(USED)));
  const [onScreen] = useState(entriesOnScreen);
  const groups = useMemo(
    () =>
      entryGroups({
        typed,
        warehouse,
        runs: runs ?? [],
        players: players ?? NO_PLAYERS,
        months,
        used,
        undoes,
        onScreen,
      }),
    [typed, warehouse, runs, players, months, used, undoes, onScreen],
  );
  const byId = new Map(groups.flatMap(({ entries }) => entries.map((entry) => [entry.id, entry] as const)));
  return (
    <Autocomplete inputValue={typed} onInputChange={setTyped}>
      <SearchField className="palette-field" aria-label="What to find" autoFocus>
        <Input className="input" placeholder="A screen, a date like 2026-01-12 or “last 7 days”, a player, a run" />
      </SearchField>
      <Menu
        className="palette-list"
        aria-label="Found"
        onAction={(key) => {
          if (key === READ_PLAYERS) {
            read.agree();
            return;
          }
          const entry = byId.get(String(key));
          props.onClose();
          if (entry === undefined) return;
          keep(USED, withUse(readKept(USED), entry));
          props.onAct(entry.act);
        }}
        renderEmptyState={() => <p className="muted palette-none">Nothing is called “{text}”.</p>}
      >
        {groups.map((group) => (
          <MenuSection key={group.title} id={group.title}>
            <Header className="listbox-head">{group.title}</Header>
            {group.entries.map((entry) => (
              <MenuItem key={entry.id} id={entry.id} className="listbox-item palette-item" textValue={entry.label}>
                <span>{entry.label}</span>
                <span className="muted clip">{entry.note}</span>
                {entry.keys.length > 0 ? <kbd>{formatKeys(entry.keys, props.mac)}</kbd> : null}
              </MenuItem>
            ))}
          </MenuSection>
        ))}
        {offersPlayers ? (
          <MenuSection id="Players">
            <Header className="listbox-head">Players</Header>
            <MenuItem id={READ_PLAYERS} className="listbox-item palette-item" textValue="Read the list of players">
              <span>Look for players too</span>
              <span className="muted clip">{readLabel('reads their list once, billed', cost)}</span>
            </MenuItem>
          </MenuSection>
        ) : null}
      </Menu>
    </Autocomplete>
  );
}
