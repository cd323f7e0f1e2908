import { useEffect, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Button, ComboBox, Input, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import type { DateRange } from '../../shared/game-date.js';
import type { PlayerHit } from '../../shared/lines.js';
import { playerRoute } from '../address/routes.js';
import { useNavigate } from '../address/use-route.js';
import { counted } from '../format/numbers.js';
import { useClient } from '../store/context.js';
import { PLAYERS_READ, usePlayersRead } from '../store/players-read.js';
import { useAnswer } from '../store/use-answer.js';
import { useAskFirst } from './read-cost.js';

const TYPING_PAUSE_MS = 200;

/** A part of a name or of a key leads to the player's page. Where reads are billed the list is asked for once. */
export function FindPlayer(props: { readonly range: DateRange | null }): ReactNode {
  const read = usePlayersRead();
  const { ask, dialog } = useAskFirst(read, PLAYERS_READ);
  const [agreedHere, setAgreedHere] = useState(false);
  if (read.agreed) return <Find range={props.range} autoFocus={agreedHere} />;
  return (
    <>
      <Button
        className="button"
        onPress={() => {
          ask(() => {
            setAgreedHere(true);
          });
        }}
      >
        Find a player…
      </Button>
      {dialog}
    </>
  );
}

function Find(props: { readonly range: DateRange | null; readonly autoFocus: boolean }): ReactNode {
  const client = useClient();
  const go = useNavigate();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => {
      setAsked(typed.trim());
    }, TYPING_PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [typed]);
  const found = useAnswer(asked === '' ? null : asked, () => client.lines.findPlayers({ text: asked }));
  const open = (playerLookup: string): void => {
    setTyped('');
    go(playerRoute(playerLookup, props.range ?? {}));
  };
  /** Enter without walking into the list takes the best hit, also while it is still being looked for. */
  function takeBest(event: KeyboardEvent<HTMLInputElement>): void {
    const box = event.currentTarget;
    const text = typed.trim();
    if (event.key !== 'Enter' || text === '' || box.getAttribute('aria-activedescendant')) return;
    // Otherwise the box closes its list and is emptied.
    event.preventDefault();
    event.stopPropagation();
    void client.lines.findPlayers({ text }).then((result) => {
      const best = result.ok ? result.value[0] : undefined;
      if (best !== undefined && box.value.trim() === text) open(best.playerLookup);
    });
  }
  return (
    <ComboBox
      aria-label="Find a player"
      className="find-player"
      inputValue={typed}
      onInputChange={setTyped}
      items={found.value ?? []}
      menuTrigger="input"
      allowsEmptyCollection
      onSelectionChange={(key) => {
        if (typeof key === 'string') open(key);
      }}
    >
      <Input
        className="input"
        placeholder="Find a player"
        // Whoever has just answered the question goes on to type.
        autoFocus={props.autoFocus}
        onKeyDownCapture={takeBest}
      />
      <Popover className="popover">
        <ListBox
          className="listbox"
          renderEmptyState={() => (
            <p className="find-empty muted">
              {found.error !== null
                ? found.error.message
                : typed.trim() === ''
                  ? 'Type a part of the name.'
                  : found.asking || typed.trim() !== asked
                    ? 'Looking…'
                    : `No player has “${asked}” in the name or the key.`}
            </p>
          )}
        >
          {(hit: PlayerHit) => (
            <ListBoxItem id={hit.playerLookup} textValue={hit.playerName} className="listbox-item find-item">
              <bdi className="clip">{hit.playerName}</bdi>
              <span className="muted">{hit.team ?? ''}</span>
              <span className="muted find-rows">{counted(hit.rows, 'row')}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
